# classification
