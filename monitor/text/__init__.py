"""Raw → comparable text: cleaning, script conversion, segmentation, numbers, dates, places."""
