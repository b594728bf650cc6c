; What each top-level statement is.

(program (import_statement) @import)
(program [(function_declaration) (generator_function_declaration) (class_declaration) (export_statement)] @definition)
(program [(lexical_declaration) (variable_declaration)] @assignment)
(program (expression_statement [(assignment_expression) (augmented_assignment_expression) (update_expression)]) @assignment)
(program (expression_statement) @expression)
(program (statement) @control)

; What may (?) or has to (!) continue a statement behind the part that begins with the first word.
((if_statement) (#continue? "if" "else"))
((do_statement) (#continue! "do" "while"))
((try_statement) (#continue! "try" "catch" "finally") (#continue? "catch" "finally"))
