"""Reference central server: intake, dispatch, the devices' side of sync, stock and archive; runs without Qt."""
