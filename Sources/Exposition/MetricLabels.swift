/// Label sets as octets, braces included, made once and used by many samples.
public struct MetricLabels {
    private var bytes: [UInt8] = []
    private var ends: [Int] = [0]

    /// Makes an empty list of label sets.
    public init(capacity: Int = 0) {
        bytes.reserveCapacity(capacity * 48)
        ends.reserveCapacity(capacity + 1)
    }

    /// Adds a label set and returns its number, counted from 0.
    @discardableResult
    public mutating func add(_ labels: [(name: String, value: String)]) -> Int {
        bytes.append(UInt8(ascii: "{"))
        for (position, label) in labels.enumerated() {
            if position > 0 { bytes.append(UInt8(ascii: ",")) }
            bytes.append(contentsOf: label.name.utf8)
            bytes.append(UInt8(ascii: "="))
            bytes.append(UInt8(ascii: "\""))
            Self.escape(label.value, into: &bytes)
            bytes.append(UInt8(ascii: "\""))
        }
        bytes.append(UInt8(ascii: "}"))
        ends.append(bytes.count)
        return ends.count - 2
    }

    /// The octets of the label set with this number.
    public subscript(number: Int) -> ArraySlice<UInt8> {
        bytes[ends[number]..<ends[number + 1]]
    }

    /// One label set by itself.
    public static func one(_ labels: (name: String, value: String)...) -> [UInt8] {
        var list = MetricLabels()
        list.add(labels)
        return list.bytes
    }

    private static func escape(_ value: String, into bytes: inout [UInt8]) {
        for byte in value.utf8 {
            switch byte {
            case UInt8(ascii: "\\"): bytes += [byte, byte]
            case UInt8(ascii: "\n"): bytes += [UInt8(ascii: "\\"), UInt8(ascii: "n")]
            case UInt8(ascii: "\""): bytes += [UInt8(ascii: "\\"), byte]
            default: bytes.append(byte)
            }
        }
    }
}
