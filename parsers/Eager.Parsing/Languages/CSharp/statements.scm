; What each top-level statement of a script or top-level program is.

(compilation_unit [(using_directive) (extern_alias_directive)] @import)

(compilation_unit [
  (class_declaration) (struct_declaration) (interface_declaration) (enum_declaration) (record_declaration)
  (delegate_declaration) (namespace_declaration) (file_scoped_namespace_declaration)
] @definition)
(compilation_unit (global_statement (local_function_statement)) @definition)

(compilation_unit (global_statement (local_declaration_statement)) @assignment)
(compilation_unit (global_statement (expression_statement [(assignment_expression) (postfix_unary_expression) (prefix_unary_expression)])) @assignment)

(compilation_unit (global_statement (expression_statement)) @expression)

(compilation_unit (global_attribute) @directive)

(compilation_unit (global_statement) @control)

; Members that only a script has at top level are parsed inside a class, and its body is the root.
(declaration_list [
  (property_declaration) (event_declaration) (indexer_declaration) (method_declaration)
  (constructor_declaration) (operator_declaration) (conversion_operator_declaration)
] @definition)
(declaration_list [(field_declaration) (event_field_declaration)] @assignment)

; What may (?) or has to (!) continue a statement behind the part that begins with the first word.
((if_statement) (#continue? "if" "else"))
((do_statement) (#continue! "do" "while"))
((try_statement) (#continue! "try" "catch" "finally") (#continue? "catch" "catch" "finally"))
