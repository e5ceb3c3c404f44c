"""Kurdish text: spelling, tokens, morphology, language, numbers and dates; pure, no I/O."""
