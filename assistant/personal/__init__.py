"""Personal data in questions: recognised before anything is done with a question."""
