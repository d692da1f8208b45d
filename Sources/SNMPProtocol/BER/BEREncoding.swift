/// Elements in the Basic Encoding Rules (X.690), made one inside of the other: for messages that are few. Replies are written
/// in place instead.
public enum BEREncoding {
    /// An element with a tag of one octet. The content has less than 16,777,216 octets.
    public static func element(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] {
        var octets = [tag]
        octets.reserveCapacity(BERSize.valueCount(content.count))
        let more = BERSize.lengthCount(content.count) - 1
        if more > 0 { octets.append(0x80 | UInt8(truncatingIfNeeded: more)) }
        for place in (0..<max(more, 1)).reversed() {
            octets.append(UInt8(truncatingIfNeeded: content.count >> (8 * place)))
        }
        return octets + content
    }

    /// An INTEGER.
    public static func integer(_ value: Int64) -> [UInt8] {
        let count = BERSize.integerCount(value)
        let bits = UInt64(bitPattern: value)
        return element(
            BERTag.integer, (0..<count).map { UInt8(truncatingIfNeeded: bits >> UInt64(8 * (count - 1 - $0))) })
    }

    /// An unsigned number of 32 bits.
    public static func unsigned(_ tag: UInt8, _ value: UInt32) -> [UInt8] {
        let count = BERSize.unsignedCount(UInt64(value))
        return element(
            tag, (0..<count).map { UInt8(truncatingIfNeeded: UInt64(value) >> UInt64(8 * (count - 1 - $0))) })
    }

    /// An OBJECT IDENTIFIER of two or more sub-identifiers.
    public static func name(_ arcs: [UInt32]) -> [UInt8] {
        element(BERTag.objectIdentifier, NameEncoding.content(of: arcs))
    }
}
