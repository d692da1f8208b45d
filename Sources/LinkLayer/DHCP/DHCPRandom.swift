/// A source of random numbers of any kind: the system's, or a test's.
struct DHCPRandom: RandomNumberGenerator {
    private var source: any RandomNumberGenerator

    init(_ source: any RandomNumberGenerator) {
        self.source = source
    }

    mutating func next() -> UInt64 { source.next() }
}
