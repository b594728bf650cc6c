; What each top-level statement is. A line that chains several has the kind of the one that does most work.

(module [(import_statement) (import_from_statement) (future_import_statement)] @import)

(module [(function_definition) (class_definition) (decorated_definition) (type_alias_statement)] @definition)

(module (expression_statement [(assignment) (augmented_assignment)]) @assignment)
(module (delete_statement) @assignment)

(module (expression_statement) @expression)
(module [(print_statement) (exec_statement)] @expression)

(module [
  (if_statement) (for_statement) (while_statement) (try_statement) (with_statement) (match_statement)
  (assert_statement) (raise_statement) (pass_statement) (return_statement) (break_statement) (continue_statement)
] @control)

(module [(global_statement) (nonlocal_statement)] @directive)

; Compound statements, and what may (?) or has to (!) continue them behind the part that begins with the first word. Those that open can run
; in parts while they arrive; a function whose body may run ahead of its call, only where somebody asks.
((if_statement) (#continue? "if" "elif" "else") (#continue? "elif" "elif" "else") (#opens? "if"))
((for_statement) (#continue? "for" "else") (#opens? "for"))
((while_statement) (#continue? "while" "else") (#opens? "while"))
((try_statement)
  (#continue! "try" "except" "finally") (#continue? "except" "except" "else" "finally") (#continue? "else" "finally") (#opens? "try"))
((decorated_definition) (#continue! "@" "@" "def" "class" "async"))
((function_definition) (#continue? "def") (#opens-ahead? "def"))
((class_definition) (#continue? "class"))
((with_statement) (#continue? "with") (#opens? "with"))
((function_definition "async") (#continue? "async"))
