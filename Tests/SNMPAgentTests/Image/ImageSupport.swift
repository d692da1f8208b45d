import NetworkValues

@testable import SNMPAgent

/// A cell as tests read it: its name and its value's tag and content.
struct ReadCell: Equatable {
    var name: [UInt32]
    var tag: UInt8
    var content: [UInt8]
}

/// Reads variable bindings the slow way, independent of the code under test.
enum CellReader {
    static func read(_ octets: [UInt8]) -> ReadCell? {
        var outer = octets[...]
        guard let (tag, body) = element(&outer), tag == 0x30, outer.isEmpty else { return nil }
        var rest = body
        guard let (nameTag, name) = element(&rest), nameTag == 6, let value = element(&rest), rest.isEmpty else {
            return nil
        }
        return ReadCell(name: arcs(name), tag: value.0, content: Array(value.1))
    }

    static func element(_ rest: inout ArraySlice<UInt8>) -> (UInt8, ArraySlice<UInt8>)? {
        guard rest.count >= 2, let tag = rest.popFirst(), let first = rest.popFirst() else { return nil }
        var length = Int(first)
        if first >= 0x80 {
            length = 0
            for _ in 0..<Int(first & 0x7f) {
                guard let octet = rest.popFirst() else { return nil }
                length = length << 8 | Int(octet)
            }
        }
        guard rest.count >= length else { return nil }
        let content = rest.prefix(length)
        rest = rest.dropFirst(length)
        return (tag, content)
    }

    static func arcs(_ content: ArraySlice<UInt8>) -> [UInt32] {
        var result: [UInt32] = []
        var value: UInt64 = 0
        for octet in content {
            value = value << 7 | UInt64(octet & 0x7f)
            guard octet < 0x80 else { continue }
            if result.isEmpty {
                let first = min(value / 40, 2)
                result = [UInt32(first), UInt32(value - first * 40)]
            } else {
                result.append(UInt32(value))
            }
            value = 0
        }
        return result
    }
}

/// Safe ways into an image for tests.
extension MIBImage {
    /// The encoded variable binding at a place; `nil` for a gap.
    func octets(at cursor: ImageCursor) -> [UInt8]? {
        withUnsafeTemporaryAllocation(byteCount: 65_535, alignment: 1) { room in
            guard let base = room.baseAddress else { return nil }
            let count = write(cursor, to: BERTarget(base: base, capacity: room.count))
            return count > 0 ? Array(room.prefix(count)) : nil
        }
    }

    func cell(at cursor: ImageCursor) -> ReadCell? {
        octets(at: cursor).flatMap(CellReader.read)
    }

    /// What GET finds: the cell, or `nil`.
    func get(_ name: [UInt32]) -> ReadCell? {
        guard case .instance(let cursor) = find(name, count: name.count) else { return nil }
        return cell(at: cursor)
    }

    /// What GETNEXT finds: the first cell behind `name` that is no gap.
    func next(after name: [UInt32]) -> ReadCell? {
        var cursor = cursor(after: name, count: name.count)
        while !isEnd(cursor) {
            if let cell = cell(at: cursor) { return cell }
            cursor = advanced(cursor)
        }
        return nil
    }
}

/// Numbers that are the same in each run.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }
}
