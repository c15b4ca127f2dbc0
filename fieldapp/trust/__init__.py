"""Device keys and requests, the company's CA, sealed bundles and the guard of a data folder: both sides need them."""
