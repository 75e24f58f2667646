"""An answer to what happens on the day, step by step: what asks least of people first, and always some answer."""
