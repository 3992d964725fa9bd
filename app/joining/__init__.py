"""Before the contract, and the contract: enquiry, conversation, decision, contract and licence."""
