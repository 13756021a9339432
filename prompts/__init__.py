"""Every word that is sent to a language model, one file for each prompt; it imports nothing of this project."""
