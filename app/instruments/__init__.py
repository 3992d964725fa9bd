"""The questionnaire engine: one format for every instrument, its versions, items and scoring."""
