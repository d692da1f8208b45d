/// Whether the octets are the same, in a time that depends only on their number: who guesses learns nothing from it.
///
/// The numbers may differ; the time is then that of the octets given.
@inline(never)
func isEqualInConstantTime(
    _ given: UnsafePointer<UInt8>, _ givenCount: Int, _ expected: UnsafePointer<UInt8>, _ expectedCount: Int
) -> Bool {
    var difference = UInt(bitPattern: givenCount ^ expectedCount)
    var position = 0
    for offset in 0..<givenCount {
        difference |= UInt(given[offset] ^ expected[position])
        position += 1
        if position >= expectedCount { position = 0 }
    }
    return difference == 0
}
