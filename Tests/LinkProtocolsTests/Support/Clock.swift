import NetworkValues

/// The time `seconds` after the beginning of a test.
func at(_ seconds: Double) -> Timestamp {
    Timestamp(milliseconds: 1_795_435_200_000 + Int64(seconds * 1000))
}
