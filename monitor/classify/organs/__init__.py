"""Who answers: territory, level, and the organ in charge."""
