/// Names (object identifiers) in the Basic Encoding Rules, as the image keeps them: content octets, without tag and
/// length (X.690 8.19).
enum NameEncoding {
    /// The most sub-identifiers of a name (RFC 2578 3.5).
    static let maximumCount = 128

    /// The content octets of a whole name of at least two sub-identifiers, the first at most 2.
    static func content(of arcs: [UInt32]) -> [UInt8] {
        var octets: [UInt8] = []
        octets.reserveCapacity(arcs.count + 8)
        append(UInt64(arcs[0]) * 40 + UInt64(arcs[1]), to: &octets)
        for arc in arcs.dropFirst(2) { append(UInt64(arc), to: &octets) }
        return octets
    }

    /// Appends one sub-identifier to the content octets of a name.
    static func append(_ arc: UInt64, to octets: inout [UInt8]) {
        var shift = 63 / 7 * 7
        while shift > 0, arc >> UInt64(shift) == 0 { shift -= 7 }
        while shift > 0 {
            octets.append(0x80 | UInt8(truncatingIfNeeded: arc >> UInt64(shift)))
            shift -= 7
        }
        octets.append(UInt8(truncatingIfNeeded: arc & 0x7f))
    }
}

/// Orders two names: negative, zero or positive as the left one stands before, at or behind the right one.
@inline(__always)
func compareNames(
    _ left: UnsafePointer<UInt32>, _ leftCount: Int, _ right: UnsafePointer<UInt32>, _ rightCount: Int
) -> Int {
    let common = min(leftCount, rightCount)
    var position = 0
    while position < common {
        let l = left[position]
        let r = right[position]
        if l != r { return l < r ? -1 : 1 }
        position += 1
    }
    return leftCount - rightCount
}
