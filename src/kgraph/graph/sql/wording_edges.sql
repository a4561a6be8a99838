SELECT a, b FROM alike WHERE kind = 'sentence'
