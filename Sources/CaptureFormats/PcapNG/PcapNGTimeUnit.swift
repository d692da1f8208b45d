/// The unit of an interface's times (if_tsresol, pcapng 4.2): a second divided by a power of ten or of two.
struct PcapNGTimeUnit: Hashable, Sendable {
    /// Units in a second.
    let perSecond: UInt64

    /// The unit when none is named: microseconds.
    static let microseconds = PcapNGTimeUnit(perSecond: 1_000_000)

    private init(perSecond: UInt64) {
        self.perSecond = perSecond
    }

    /// Reads the octet of the option. Throws when a second has more of the units than 64 bits can count.
    init(_ octet: UInt8) throws(CaptureFormatError) {
        let power = octet & 0x7f
        if octet & 0x80 != 0 {
            guard power < 64 else {
                throw .unexpected(.pcapngOption, expected: "a power of two below 64", found: UInt64(power))
            }
            perSecond = 1 << UInt64(power)
        } else {
            guard power < 20 else {
                throw .unexpected(.pcapngOption, expected: "a power of ten below 20", found: UInt64(power))
            }
            perSecond = (0..<power).reduce(1) { product, _ in product * 10 }
        }
    }

    /// The time at `count` units; the last one that can be told when it is later.
    func time(_ count: UInt64) -> PacketTime {
        let (seconds, fraction) = count.quotientAndRemainder(dividingBy: perSecond)
        let product = fraction.multipliedFullWidth(by: 1_000_000_000)
        let nanoseconds = perSecond.dividingFullWidth(product).quotient
        let (whole, overflows) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        let (sum, carries) = whole.addingReportingOverflow(nanoseconds)
        return PacketTime(nanoseconds: overflows || carries ? .max : sum)
    }
}
