; Which names a top-level statement binds and reads. Of several patterns for one identifier the first wins.
; @scope is text that runs later, @local text that runs at once but binds names of its own.

(local_function_statement body: (_) @scope)
(lambda_expression body: (_) @scope)
(anonymous_method_expression (block) @scope)
(declaration_list) @scope
(accessor_list) @scope
(block) @local
[(for_statement) (foreach_statement) (using_statement) (fixed_statement) (catch_clause) (query_expression)] @local

(member_access_expression name: (identifier) @skip)
(member_binding_expression name: (identifier) @skip)
(qualified_name name: (identifier) @skip)
(argument name: (identifier) @skip)
(parameter name: (identifier) @skip)
(type_parameter name: (identifier) @skip)
(tuple_element name: (identifier) @skip)
(subpattern (identifier) @skip)
(labeled_statement . (identifier) @skip)
(goto_statement (identifier) @skip)
(namespace_declaration name: (identifier) @skip)
(attribute name: (identifier) @read)

(using_directive name: (identifier) @bind)
(class_declaration name: (identifier) @bind)
(struct_declaration name: (identifier) @bind)
(interface_declaration name: (identifier) @bind)
(enum_declaration name: (identifier) @bind)
(record_declaration name: (identifier) @bind)
(delegate_declaration name: (identifier) @bind)
(local_function_statement name: (identifier) @bind)
(variable_declarator name: (identifier) @bind)
(declaration_expression name: (identifier) @bind)
(declaration_pattern name: (identifier) @bind)
(var_pattern name: (identifier) @bind)
(parenthesized_variable_designation (identifier) @bind)
(tuple_pattern (identifier) @bind)
(foreach_statement left: (identifier) @bind)
(catch_declaration name: (identifier) @bind)
(property_declaration name: (identifier) @bind)
(event_declaration name: (identifier) @bind)
(assignment_expression left: (identifier) @update)
(postfix_unary_expression (identifier) @update)

(implicit_type) @skip
(identifier) @read
