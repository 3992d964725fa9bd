"""Resources that members share: files and links with their versions, collections of them."""
