; Which names a top-level statement binds and reads. Of several patterns for one identifier the first wins.
; @scope is text that runs later, @local text that runs at once but binds names of its own.

[(function_declaration body: (_) @scope) (generator_function_declaration body: (_) @scope) (function_expression body: (_) @scope)]
(arrow_function body: (_) @scope)
(method_definition body: (_) @scope)
(statement_block) @local

(formal_parameters (identifier) @skip)
(arrow_function parameter: (identifier) @skip)
(labeled_statement label: (_) @skip)

(variable_declarator name: (identifier) @bind)
(function_declaration name: (identifier) @bind)
(generator_function_declaration name: (identifier) @bind)
(class_declaration name: (identifier) @bind)
(import_clause (identifier) @bind)
(namespace_import (identifier) @bind)
(import_specifier alias: (identifier) @bind)
(import_specifier name: (identifier) @bind)
(array_pattern (identifier) @bind)
(shorthand_property_identifier_pattern) @bind
(assignment_expression left: (identifier) @bind)
(augmented_assignment_expression left: (identifier) @update)
(update_expression (identifier) @update)

(shorthand_property_identifier) @read
(identifier) @read
