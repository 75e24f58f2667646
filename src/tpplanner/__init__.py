"""Planning of exam sessions for French titres professionnels: a workbook in, an optimal and checked plan out."""
