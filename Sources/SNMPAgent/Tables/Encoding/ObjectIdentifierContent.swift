/// Reads object identifiers that others sent, in the Basic Encoding Rules without tag and length (X.690 8.19).
enum ObjectIdentifierContent {
    /// The sub-identifiers, at most 128 of 32 bits each; `nil` when the octets are not such a name.
    static func arcs(_ octets: [UInt8]) -> [UInt32]? {
        var arcs: [UInt32] = []
        var arc: UInt64 = 0
        var isWhole = true
        for octet in octets {
            arc = arc << 7 | UInt64(octet & 0x7f)
            guard arc <= UInt64(UInt32.max) + 80 else { return nil }
            isWhole = octet & 0x80 == 0
            guard isWhole else { continue }
            if arcs.isEmpty {
                // The first octet has two sub-identifiers: 0, 1 or 2, and what is left.
                let first = min(arc / 40, 2)
                arcs = [UInt32(first), UInt32(arc - first * 40)]
            } else if let next = UInt32(exactly: arc) {
                arcs.append(next)
            } else {
                return nil
            }
            arc = 0
        }
        return isWhole && (2...128).contains(arcs.count) ? arcs : nil
    }
}
