"""What a screen is shown: read models, each made for one screen by one use case of `usecases/show_*.py`."""
