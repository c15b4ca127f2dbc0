"""What the business talks about: plain frozen values with no behaviour that needs a disk, a network or a screen."""
