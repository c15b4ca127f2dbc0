"""Device keys and requests, the company's CA and sealed bundles: both sides need them."""
