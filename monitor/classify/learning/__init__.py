"""Learning on the job: labelled examples, training, comparison, versions, drift, corrections, the weekly sample."""
