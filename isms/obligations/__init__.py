"""Laws, regulations and contracts, and who must follow them."""
