"""Excel in: what people type, read with every problem told at its cell; and the template they fill."""
