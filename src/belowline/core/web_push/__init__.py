"""Messages to browsers that are not open (RFC 8030), which the service between cannot read."""

from belowline.core.web_push.encryption import MOST, encrypted, is_point
from belowline.core.web_push.vapid import authorization, new_key, public_part

__all__ = ["MOST", "authorization", "encrypted", "is_point", "new_key", "public_part"]
