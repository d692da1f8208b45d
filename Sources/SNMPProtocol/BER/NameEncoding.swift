/// Names (object identifiers) in the Basic Encoding Rules, as the image keeps them: content octets, without tag and
/// length (X.690 8.19).
public enum NameEncoding {
    /// The most sub-identifiers of a name (RFC 2578 3.5).
    public static let maximumCount = 128

    /// The content octets of a whole name of at least two sub-identifiers, the first at most 2.
    public static func content(of arcs: [UInt32]) -> [UInt8] {
        var octets: [UInt8] = []
        octets.reserveCapacity(arcs.count + 8)
        append(UInt64(arcs[0]) * 40 + UInt64(arcs[1]), to: &octets)
        for arc in arcs.dropFirst(2) { append(UInt64(arc), to: &octets) }
        return octets
    }

    /// Appends one sub-identifier to the content octets of a name.
    public static func append(_ arc: UInt64, to octets: inout [UInt8]) {
        var shift = 63 / 7 * 7
        while shift > 0, arc >> UInt64(shift) == 0 { shift -= 7 }
        while shift > 0 {
            octets.append(0x80 | UInt8(truncatingIfNeeded: arc >> UInt64(shift)))
            shift -= 7
        }
        octets.append(UInt8(truncatingIfNeeded: arc & 0x7f))
    }
}
