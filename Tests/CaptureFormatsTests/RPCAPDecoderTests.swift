import CaptureFormats
import Testing

/// What a connection brings, found piece by piece.
struct RPCAPDecoderTests {
    private let requests: [RPCAPMessage] = [
        .authenticationRequest(.none), .findAllInterfacesRequest, .openRequest("eth0"),
        .setSamplingRequest(RPCAPSampling(.all)),
        .startCaptureRequest(RPCAPStartCapture(filter: BPFProgram([.init(0x28, 0, 0, 12), .init(0x06)]))),
        .updateFilterRequest(.everything), .statisticsRequest, .endCaptureRequest, .close,
    ]

    @Test(arguments: [1, 2, 3, 5, 8, 13, 100_000]) func `messages are found in pieces of any size`(pieces: Int) {
        var decoder = RPCAPDecoder(.client)
        #expect(
            decoded(requests.flatMap(\.octets), &decoder, pieces: pieces) == requests.map { .message($0) })
    }

    @Test(arguments: [1, 4, 1000]) func `the filter that libpcap forgot to count is read`(pieces: Int) {
        // facts 1.8, 1: the header says 20, and 28 follow.
        let start = hex("00040000 00000014 00040000 000001f4 0000 0000 0001 0000 00000001 0006 0000 00040000")
        var decoder = RPCAPDecoder(.client)
        #expect(
            decoded(start + RPCAPMessage.statisticsRequest.octets, &decoder, pieces: pieces)
                == [.message(.startCaptureRequest(RPCAPStartCapture())), .message(.statisticsRequest)])
    }

    @Test func `a filter of no instructions has none to wait for`() {
        let start = hex("00040000 00000014 00040000 000001f4 0000 0000 0001 0000 00000000")
        var decoder = RPCAPDecoder(.client)
        #expect(
            decoded(start, &decoder) == [.message(.startCaptureRequest(RPCAPStartCapture(filter: BPFProgram([]))))])
    }

    @Test func `octets behind what is understood are passed over`() {
        let octets = hex("000b0000 0000000c 01000000 00000002 deadbeef 00090000 00000002 abcd 00060000 00000000")
        var decoder = RPCAPDecoder(.client)
        #expect(
            decoded(octets, &decoder) == [
                .message(.setSamplingRequest(RPCAPSampling(.oneIn(count: 2)))), .message(.statisticsRequest),
                .message(.close),
            ])
    }

    @Test func `a payload that is too short is told of and the next message is found`() {
        let octets = hex("000b0000 00000003 010000 00060000 00000000")
        var decoder = RPCAPDecoder(.client)
        #expect(
            decoded(octets, &decoder) == [
                .malformed(
                    RPCAPHeader(.setSamplingRequest, payloadLength: 3),
                    .tooShort(.rpcapPayload, expected: 3, found: 2)),
                .message(.close),
            ])
    }

    @Test(arguments: [1, 7, 4096]) func `a message over the limit is told of at once and passed over`(pieces: Int) {
        var decoder = RPCAPDecoder(.client, payloadLimit: 100)
        let header = RPCAPHeader(.openRequest, payloadLength: 101)
        var octets: [UInt8] = []
        header.append(to: &octets)
        let error = CaptureFormatError.tooLong(.rpcapPayload, limit: 100, found: 101)
        #expect(decoded(octets, &decoder, pieces: pieces) == [.malformed(header, error)])
        octets = [UInt8](repeating: 6, count: 101) + RPCAPMessage.close.octets
        #expect(decoded(octets, &decoder, pieces: pieces) == [.message(.close)])
    }

    @Test func `a message of 4 GiB costs no memory`() {
        var decoder = RPCAPDecoder(.client)
        var position = 0
        let octets = hex("00030000 ffffffff") + [UInt8](repeating: 0, count: 1000)
        guard case .malformed(_, .tooLong)? = decoder.next(in: octets.span, at: &position) else {
            return #expect(Bool(false), "not refused")
        }
        #expect(position == octets.count)
    }

    @Test func `a type without a place, another version and TLS are told apart`() {
        func first(_ text: String, _ source: RPCAPDecoder.Source = .client) -> RPCAPInput? {
            var decoder = RPCAPDecoder(source)
            return decoded(hex(text), &decoder).first
        }
        func isUnknown(_ input: RPCAPInput?) -> Bool { if case .unknown? = input { true } else { false } }
        for type in ["00", "07", "0c", "7f", "82", "88", "8b", "ff"] {
            #expect(isUnknown(first("00 \(type) 0000 00000000")), "\(type)")
        }
        #expect(isUnknown(first("00 02 0000 00000000", .server)) && isUnknown(first("00 82 0000 00000000", .data)))
        #expect(!isUnknown(first("00 01 0001 00000000", .client)) && !isUnknown(first("00 01 0001 00000000", .server)))
        guard case .wrongVersion(let header)? = first("01 08 0000 00000008") else {
            return #expect(Bool(false), "version 1 was read")
        }
        #expect(header.version == 1 && header.payloadLength == 8)
        var decoder = RPCAPDecoder(.client)
        #expect(decoded(hex("16 03 01 00 05 01 00 00 01 00 00 00"), &decoder, pieces: 1) == [.tlsHandshake])
    }

    @Test func `the longest filter is within the limit of requests`() {
        let filter = BPFProgram([BPFInstruction](repeating: .init(0x06), count: 8192))
        let message = RPCAPMessage.startCaptureRequest(RPCAPStartCapture(filter: filter))
        var decoder = RPCAPDecoder(.client)
        #expect(decoded(message.octets, &decoder, pieces: 1000) == [.message(message)])
        #expect(message.octets.count == 8 + RPCAPDecoder.requestLimit && decoder.roomNeeded >= message.octets.count)
    }
}
