"""What helps when something went wrong on a tablet or at the centre, and tells nobody's data: log, crashes, bundle."""
