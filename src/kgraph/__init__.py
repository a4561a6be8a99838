"""Chinese political and diplomatic news as a knowledge graph whose every edge can be checked."""
