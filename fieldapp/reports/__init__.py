"""Documents as PDF: the service report, slips, note card, receipt and labels."""
