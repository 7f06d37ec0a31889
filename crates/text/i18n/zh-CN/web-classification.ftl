# The level board, migration, the segmentation map.
