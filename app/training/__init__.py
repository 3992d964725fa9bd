"""Training: who is trained and still in post, sessions, trainers and their licences."""
