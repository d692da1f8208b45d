import LinkProtocols
import NetworkValues
import Testing

/// What is refused, each for a reason of its own.
struct LLDPRefusalTests {
    static let header = "0180c200000e 020000000001 88cc "
    static let chassis = "0207 04 020000000001 "
    static let port = "0403 05 6531 "
    static let life = "0602 0078 "

    private func refusal(_ text: String) -> LLDPError? {
        do throws(LLDPError) {
            _ = try LLDPDU(frame: hex(text).span)
            return nil
        } catch {
            return error
        }
    }

    private func discarded(_ tlvs: String) throws -> [LLDPError] {
        try LLDPDU(frame: LLDPDecodeTests.frame(tlvs).span).discarded
    }

    @Test func `a frame without room for a header`() {
        #expect(refusal("0180c200000e 0200000000") == .frame(.truncated(needed: 14, found: 11)))
        #expect(refusal("0180c200000e 020000000001 0800 00") == .notLLDP)
    }

    @Test func `a TLV whose header is cut off`() {
        #expect(refusal(Self.header + "02") == .headerTruncated(left: 1))
        #expect(refusal(Self.header + Self.chassis + Self.port + Self.life + "0a") == .headerTruncated(left: 1))
    }

    @Test func `a TLV that is longer than the frame`() {
        #expect(refusal(Self.header + "0209 04 0200") == .overrun(type: 1, length: 9, left: 3))
        #expect(
            refusal(Self.header + Self.chassis + Self.port + Self.life + "0a05 61")
                == .overrun(type: 5, length: 5, left: 1))
    }

    @Test func `the first three in another order, or missing`() {
        #expect(refusal(Self.header + Self.port + Self.chassis) == .misplaced(expected: 1, found: 2))
        #expect(refusal(Self.header + Self.chassis + Self.life) == .misplaced(expected: 2, found: 3))
        #expect(refusal(Self.header + Self.chassis + Self.port + "0a01 61") == .misplaced(expected: 3, found: 5))
        #expect(refusal(Self.header + Self.chassis + "0000") == .misplaced(expected: 2, found: nil))
        #expect(refusal(Self.header + Self.chassis + Self.port) == .misplaced(expected: 3, found: nil))
        #expect(refusal(Self.header) == .misplaced(expected: 1, found: nil))
    }

    @Test func `one of the first three a second time`() {
        #expect(refusal(Self.header + Self.chassis + Self.chassis) == .duplicate(type: 1))
        let whole = Self.header + Self.chassis + Self.port + Self.life
        #expect(refusal(whole + Self.chassis) == .duplicate(type: 1))
        #expect(refusal(whole + Self.port) == .duplicate(type: 2))
        #expect(refusal(whole + Self.life) == .duplicate(type: 3))
    }

    @Test func `subtypes 0 and above 7`() {
        #expect(refusal(Self.header + "0203 00 6531") == .subtype(type: 1, 0))
        #expect(refusal(Self.header + "0203 08 6531") == .subtype(type: 1, 8))
        #expect(refusal(Self.header + Self.chassis + "0403 08 6531") == .subtype(type: 2, 8))
    }

    @Test func `identifiers without content, and longer ones than there are`() {
        #expect(refusal(Self.header + "0201 04") == .identifierLength(type: 1, 1))
        #expect(refusal(Self.header + "0200") == .identifierLength(type: 1, 0))
        let long = Self.header + "0301 07" + String(repeating: "61", count: 256)
        #expect(refusal(long) == .identifierLength(type: 1, 257))
        let longest = Self.header + "0300 07" + String(repeating: "61", count: 255) + Self.port + Self.life
        #expect(refusal(longest) == nil)
    }

    @Test func `a time to live of one octet`() {
        #expect(refusal(Self.header + Self.chassis + Self.port + "0601 78") == .timeToLiveLength(1))
    }

    @Test func `an end with content, while what stands behind the end is padding`() {
        let whole = Self.header + Self.chassis + Self.port + Self.life
        #expect(refusal(whole + "0001 00") == .endLength(1))
        #expect(refusal(whole + "0000 ffffffff") == nil)
        #expect(refusal(whole) == nil)
    }

    @Test func `more TLVs than there may be`() {
        let whole = Self.header + Self.chassis + Self.port + Self.life
        #expect(refusal(whole + String(repeating: "1200", count: 253)) == nil)
        #expect(refusal(whole + String(repeating: "1200", count: 254)) == .tooManyTLVs(limit: 256))
    }

    @Test func `management addresses of a wrong length cost only themselves`() throws {
        #expect(try discarded("1008 00 02 00000003 00 00") == [.managementAddressLength(0)])
        #expect(try discarded("1008 01 02 00000003 00 00") == [.managementAddressLength(1)])
        #expect(try discarded("1008 21 02 00000003 00 00") == [.managementAddressLength(33)])
        #expect(
            try discarded("1007 05 01 c0a80001 02") == [
                .valueTooShort(type: 8, subtype: nil, needed: 12, found: 7)
            ])
        #expect(try discarded("1000") == [.valueTooShort(type: 8, subtype: nil, needed: 9, found: 0)])
        let nine = String(repeating: "100c 05 01 c0a80001 02 00000003 00 ", count: 9)
        #expect(try discarded(nine) == [.tooManyOfKind(type: 8, subtype: nil, limit: 8)])
    }

    @Test func `a policy that is too short costs only itself`() throws {
        #expect(try discarded("fe07 0012bb02 01 4191") == [.policyLength(3)])
        let unit = try LLDPDU(frame: LLDPDecodeTests.frame("fe07 0012bb02 01 4191 0a01 61").span)
        #expect(unit.systemName == "a" && unit.med.policies.isEmpty)
    }

    @Test func `optional TLVs that are too short, too long or there twice cost only themselves`() throws {
        #expect(try discarded("0e03 001400") == [.valueTooShort(type: 7, subtype: nil, needed: 4, found: 3)])
        #expect(try discarded("fe03 0012bb") == [.valueTooShort(type: 127, subtype: nil, needed: 4, found: 3)])
        #expect(
            try discarded("0b00" + String(repeating: "61", count: 256)) == [
                .valueTooLong(type: 5, subtype: nil, limit: 255, found: 256)
            ])
        #expect(
            try discarded("fe25 0012bb05" + String(repeating: "61", count: 33)) == [
                .valueTooLong(type: 127, subtype: 5, limit: 32, found: 33)
            ])
        #expect(try discarded("0a01 61 0a01 62") == [.repeated(type: 5, subtype: nil)])
        #expect(
            try discarded("fe08 0012bb02 01 41916e fe08 0012bb02 01 41916e") == [
                .repeated(type: 127, subtype: 2)
            ])
        #expect(try discarded("fe05 0080c201 00") == [.valueTooShort(type: 127, subtype: 1, needed: 2, found: 1)])
        #expect(
            try discarded("fe09 0080c203 00c8 09 6162") == [
                .valueTooShort(type: 127, subtype: 3, needed: 12, found: 5)
            ])
    }

    @Test func `every reason says what was expected and what came`() throws {
        var seen: Set<LLDPReason> = []
        let errors: [LLDPError] = [
            .frame(.secondTag), .notLLDP, .headerTruncated(left: 1), .overrun(type: 5, length: 9, left: 1),
            .misplaced(expected: 1, found: nil), .duplicate(type: 1), .subtype(type: 1, 0),
            .identifierLength(type: 1, 0), .timeToLiveLength(1), .endLength(2), .tooManyTLVs(limit: 256),
            .valueTooShort(type: 127, subtype: 1, needed: 2, found: 1),
            .valueTooLong(type: 5, subtype: nil, limit: 255, found: 256), .managementAddressLength(0),
            .policyLength(3), .repeated(type: 5, subtype: nil), .tooManyOfKind(type: 8, subtype: nil, limit: 8),
        ]
        for error in errors {
            seen.insert(error.reason)
            #expect(error.description.hasPrefix("expected"))
        }
        #expect(seen == Set(LLDPReason.allCases))
    }
}
