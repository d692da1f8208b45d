import SNMPProtocol
import Testing

struct BERReaderTests {
    /// What comes of reading octets: a value, or the error.
    private func read<Value>(
        _ octets: [UInt8], _ body: (inout BERReader, Span<UInt8>) throws(BERError) -> Value
    ) -> Result<Value, BERError> {
        let bytes = octets.span
        var reader = BERReader(bytes)
        do throws(BERError) {
            return .success(try body(&reader, bytes))
        } catch {
            return .failure(error)
        }
    }

    private func name(_ octets: [UInt8]) -> Result<[UInt32], BERError> {
        read(octets) { reader, bytes throws(BERError) in
            var room = [UInt32](repeating: 0, count: 128)
            var arcs = room.mutableSpan
            let count = try reader.read(BERTag.objectIdentifier, in: bytes).nameContent(in: bytes, to: &arcs)
            return Array(room.prefix(count))
        }
    }

    private func integer(_ octets: [UInt8]) -> Result<Int32, BERError> {
        read(octets) { reader, bytes throws(BERError) in try reader.readInteger(in: bytes) }
    }

    @Test(
        arguments: [
            ([0x02, 0x01, 0x00], 0), ([0x02, 0x01, 0x7f], 127), ([0x02, 0x01, 0x80], -128),
            ([0x02, 0x02, 0x00, 0x80], 128),
            ([0x02, 0x04, 0x7f, 0xff, 0xff, 0xff], Int32.max), ([0x02, 0x04, 0x80, 0, 0, 0], Int32.min),
            // RFC 3417 8 allows lengths that are longer than needed.
            ([0x02, 0x81, 0x01, 0x05], 5), ([0x02, 0x84, 0, 0, 0, 0x01, 0x05], 5),
        ] as [([UInt8], Int32)])
    func `an integer has its sign and at most four octets`(octets: [UInt8], value: Int32) {
        #expect(integer(octets) == .success(value))
    }

    @Test(
        arguments: [
            ([], "octet 0: expected 2 more octets, found 0"),
            ([0x02], "octet 0: expected 2 more octets, found 1"),
            ([0x04, 0x01, 0x05], "octet 0: expected INTEGER (tag 0x02), found OCTET STRING (tag 0x04)"),
            ([0x02, 0x00], "octet 2: expected an integer of at least one octet, found an empty one"),
            ([0x02, 0x02, 0x05], "octet 1: expected a length of at most 1, found 2"),
            ([0x02, 0x80, 0x05, 0, 0], "octet 1: expected a definite length, found the indefinite form"),
            ([0x02, 0x85, 0, 0, 0, 0, 1, 5], "octet 1: expected a length of at most 4 octets, found one of 5"),
            ([0x02, 0x84, 0xff, 0xff, 0xff, 0xff, 5], "octet 1: expected a length of at most 1, found 4294967295"),
            ([0x02, 0x82, 0x01], "octet 2: expected 2 more octets, found 1"),
            ([0x02, 0x05, 0, 0, 0, 0, 1], "octet 2: expected an integer of at most 4 octets, found 5"),
            ([0x1f, 0x81, 0x00, 0x00], "octet 0: expected INTEGER (tag 0x02), found tag 0x1f"),
        ] as [([UInt8], String)])
    func `an error says what was expected, what came and where`(octets: [UInt8], message: String) {
        guard case .failure(let error) = integer(octets) else {
            Issue.record("\(octets) was read")
            return
        }
        #expect(error.description == message)
    }

    @Test(
        arguments: [
            ([0x06, 0x00], [0, 0]), ([0x06, 0x01, 0x2b], [1, 3]), ([0x06, 0x01, 0x78], [2, 40]),
            ([0x06, 0x03, 0x2b, 0x87, 0x67], [1, 3, 999]),
            ([0x06, 0x06, 0x2b, 0x8f, 0xff, 0xff, 0xff, 0x7f], [1, 3, UInt32.max]),
        ] as [([UInt8], [UInt32])])
    func `a name has its first two sub-identifiers in one number`(octets: [UInt8], arcs: [UInt32]) {
        #expect(name(octets) == .success(arcs))
    }

    @Test func `a name is bounded and has one form`() {
        let longest = [0x06, 0x7f] + [UInt8](repeating: 1, count: 127)
        #expect((try? name(longest).get())?.count == 128)
        let tooLong = [0x06, 0x81, 0x80] + [UInt8](repeating: 1, count: 128)
        #expect(name(tooLong) == .failure(BERError(.nameTooLong, at: 130)))
        #expect(name([0x06, 0x03, 0x2b, 0x80, 0x01]) == .failure(BERError(.paddedSubIdentifier, at: 3)))
        #expect(name([0x06, 0x02, 0x2b, 0x87]) == .failure(BERError(.truncated(needed: 1, left: 0), at: 4)))
        let tooLarge: [UInt8] = [0x06, 0x06, 0x2b, 0x90, 0x80, 0x80, 0x80, 0x00]
        #expect(name(tooLarge) == .failure(BERError(.subIdentifierTooLarge, at: 3)))
    }

    @Test func `names are written as they are read`() {
        for arcs in [[0, 0], [1, 3], [2, 999], [1, 3, 6, 1, 4, 1, 8072, 9999, 9999, 127, 128, UInt32.max]] as [[UInt32]]
        {
            #expect(name(BEREncoding.name(arcs)) == .success(arcs))
        }
        for value in [0, 1, -1, 127, 128, -128, -129, Int32.max, Int32.min] {
            #expect(integer(BEREncoding.integer(Int64(value))) == .success(value))
        }
    }

    @Test(arguments: [0, 127, 128, 255, 256, 65_535, 65_536, 100_000])
    func `a length is written in its shortest form`(count: Int) {
        let octets = BEREncoding.element(BERTag.octetString, [UInt8](repeating: 7, count: count))
        #expect(octets.count == BERSize.valueCount(count))
        let range = read(octets) { reader, bytes throws(BERError) in
            let range = try reader.readOctets(in: bytes)
            try reader.expectEnd()
            return range
        }
        #expect(range == .success(octets.count - count..<octets.count))
    }
}
