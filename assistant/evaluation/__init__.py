"""How good the answers and the search are, measured on labelled questions and on BEIR collections."""
