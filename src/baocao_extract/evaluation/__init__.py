"""How right the program is on documents whose facts people wrote down: its figures, and what a change gained and lost."""
