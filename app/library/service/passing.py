"""Making a resource of what was written elsewhere in the community."""

from app.library.rules import Details, Reader
from app.library.service.editions import NewEdition
from app.library.service.sharing import begin


def from_post(
    post_id: int, who: Reader, site_id: int | None, said: Details, new: NewEdition
) -> int:
    """Make a resource of a post that everybody may read; the post stays as it is, and the resource
    says where it comes from. Returns its number. Raises Refused."""
    return begin(who, site_id, said, new, from_post_id=post_id)
