"""Pictures, followed part by part without being unpacked: PNG (ISO/IEC 15948), JPEG (T.81)."""

import struct
import zlib

from app.core.files.kinds import JPG, PNG, Refused, not_really

LONGEST_SIDE = 30_000  # pixels
MOST_PIXELS = 120_000_000
_PNG_START = b"\x89PNG\r\n\x1a\n"
_JPG_START, _JPG_END = b"\xff\xd8", b"\xff\xd9"
_SCAN = 0xDA
# Markers that begin a frame and so carry the size: all of C0 to CF but DHT, JPG and DAC.
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


def _check_size(width: int, height: int) -> None:
    if max(width, height) > LONGEST_SIDE or width * height > MOST_PIXELS:
        raise Refused(
            "The picture has too many pixels. Save it at a lower resolution and choose it again."
        )


def examine_png(content: bytes) -> None:
    """Raise Refused unless every chunk is whole, from the header to the end, and none follows."""
    if not content.startswith(_PNG_START):
        raise not_really(PNG)
    at, seen = len(_PNG_START), list[bytes]()
    while at + 12 <= len(content):
        (length,) = struct.unpack_from(">I", content, at)
        name, end = content[at + 4 : at + 8], at + 8 + length
        if end + 4 > len(content):
            break
        if zlib.crc32(content[at + 4 : end]) != struct.unpack_from(">I", content, end)[0]:
            break
        if not seen:
            _check_png_header(name, content[at + 8 : end])
        seen.append(name)
        at = end + 4
        if name == b"IEND":
            break
    if at != len(content) or seen[-1:] != [b"IEND"] or b"IDAT" not in seen:
        raise not_really(PNG)


def _check_png_header(name: bytes, held: bytes) -> None:
    if name != b"IHDR" or len(held) != 13:
        raise not_really(PNG)
    width, height = struct.unpack_from(">II", held)
    if not width or not height:
        raise not_really(PNG)
    _check_size(width, height)


def examine_jpg(content: bytes) -> None:
    """Raise Refused unless the segments lead to a frame with a size, a scan and an end.

    Cameras write more after the end (a second picture, a short film), so that more may follow.
    """
    if not content.startswith(_JPG_START):
        raise not_really(JPG)
    at, sized = 2, False
    while at + 4 <= len(content) and content[at] == 0xFF:
        marker, (length,) = content[at + 1], struct.unpack_from(">H", content, at + 2)
        if marker == 0xFF:  # a fill byte
            at += 1
            continue
        if marker == _SCAN:
            if sized and _JPG_END in content[at:]:
                return
            break
        if marker in _FRAMES:
            _check_jpg_frame(content[at + 4 : at + 2 + length])
            sized = True
        at += 2 + length
    raise not_really(JPG)


def _check_jpg_frame(held: bytes) -> None:
    if len(held) < 6:
        raise not_really(JPG)
    height, width = struct.unpack_from(">HH", held, 1)
    if not width or not height:
        raise not_really(JPG)
    _check_size(width, height)
