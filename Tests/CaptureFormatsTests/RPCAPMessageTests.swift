import CaptureFormats
import NetworkValues
import Testing

/// Every message, octet for octet as the message table has it, in both directions.
struct RPCAPMessageTests {
    private func read(_ octets: [UInt8]) throws(CaptureFormatError) -> RPCAPMessage {
        let header = try RPCAPHeader(octets.span)
        return try RPCAPMessage(header, octets.span, 8..<octets.count)
    }

    static let golden: [(RPCAPMessage, String)] = [
        (.error(.authenticationFailed, "no"), "00 01 0012 00000002 6e6f"),
        (.findAllInterfacesRequest, "00 02 0000 00000000"),
        (.openRequest("eth0"), "00 03 0000 00000004 65746830"),
        (
            .startCaptureRequest(
                RPCAPStartCapture(
                    snapLength: 262_144, readTimeoutMilliseconds: 500, flags: [.promiscuous, .datagrams],
                    dataPort: 0x8d51, filter: BPFProgram([.init(0x28, 0, 0, 12), .init(0x06, 0, 0, 262_144)]))),
            "00 04 0000 00000024 00040000 000001f4 0003 8d51 0001 0000 00000002 0028 00 00 0000000c 0006 00 00 00040000"
        ),
        (
            .updateFilterRequest(BPFProgram([.init(0x15, 1, 2, 0x800)])),
            "00 05 0000 00000010 0001 0000 00000001 0015 01 02 00000800"
        ),
        (.close, "00 06 0000 00000000"),
        (
            .packet(
                RPCAPPacket(
                    time: PacketTime(seconds: 1, microseconds: 2), originalLength: 4, number: 5, octets: [0xaa, 0xbb])),
            "00 07 0000 00000016 00000001 00000002 00000002 00000004 00000005 aabb"
        ),
        (.authenticationRequest(.none), "00 08 0000 00000008 0000 0000 0000 0000"),
        (
            .authenticationRequest(.password(user: "nobodyx", RPCAPPassword(Array("bad".utf8)))),
            "00 08 0000 00000012 0001 0000 0007 0003 6e6f626f647978 626164"
        ),
        (.authenticationRequest(.unknown(type: 7)), "00 08 0000 00000008 0007 0000 0000 0000"),
        (.statisticsRequest, "00 09 0000 00000000"),
        (.endCaptureRequest, "00 0a 0000 00000000"),
        (.setSamplingRequest(RPCAPSampling(.oneIn(count: 10))), "00 0b 0000 00000008 01 00 0000 0000000a"),
        (
            .setSamplingRequest(RPCAPSampling(.firstAfter(milliseconds: 20))),
            "00 0b 0000 00000008 02 00 0000 00000014"
        ),
        (.setSamplingRequest(RPCAPSampling(.all)), "00 0b 0000 00000008 00 00 0000 00000000"),
        (.findAllInterfacesReply([]), "00 82 0000 00000000"),
        (.openReply(RPCAPOpenReply(linkType: .ethernet)), "00 83 0000 00000008 00000001 00000000"),
        // The number of libpcap's calls, and not that of files.
        (.openReply(RPCAPOpenReply(linkType: .raw)), "00 83 0000 00000008 0000000c 00000000"),
        (.openReply(RPCAPOpenReply(linkType: .linuxSLL2)), "00 83 0000 00000008 00000114 00000000"),
        (
            .startCaptureReply(RPCAPStartReply(bufferLength: 262_144, dataPort: 0x93f3)),
            "00 84 0000 00000008 00040000 93f3 0000"
        ),
        (.updateFilterReply, "00 85 0000 00000000"),
        (.authenticationReply(.versionZero), "00 88 0000 00000000"),
        (.authenticationReply(.versions(minimum: 0, maximum: 1)), "00 88 0000 00000002 00 01"),
        (
            .authenticationReply(.complete(minimum: 0, maximum: 0, isBigEndian: false)),
            "00 88 0000 00000008 00 00 0000 d4c3b2a1"
        ),
        (
            .authenticationReply(.complete(minimum: 0, maximum: 0, isBigEndian: true)),
            "00 88 0000 00000008 00 00 0000 a1b2c3d4"
        ),
        (
            .statisticsReply(RPCAPStatistics(received: 1, droppedByInterface: 2, dropped: 3, sent: 4)),
            "00 89 0000 00000010 00000001 00000002 00000003 00000004"
        ),
        (.endCaptureReply, "00 8a 0000 00000000"),
        (.setSamplingReply, "00 8b 0000 00000000"),
    ]

    @Test(arguments: golden) func `a message has exactly these octets`(message: RPCAPMessage, octets: String) throws {
        #expect(message.octets == hex(octets))
        #expect(try read(hex(octets)) == message)
    }

    @Test func `every type of the table is among them`() {
        #expect(Set(Self.golden.map(\.0.type)) == Set(RPCAPMessageType.allCases))
    }

    @Test func `the address blocks of an interface have 128 octets each`() throws {
        let v6 = try #require(IPAddress("fe80::1:2"))
        guard case .v6(let high, let low, _) = v6 else { return }
        let interface = RPCAPInterface(
            name: "eth0", about: "LAN", flags: [.isUp, .running, .connected],
            addresses: [
                RPCAPInterfaceAddress(
                    RPCAPSocketAddress(.v4(0x0a09_0901)), netmask: RPCAPSocketAddress(.v4(0xffff_ff00)),
                    broadcast: RPCAPSocketAddress(.v4(0x0a09_09ff))),
                RPCAPInterfaceAddress(
                    RPCAPSocketAddress(.v6(high: high, low: low, zone: 3), port: 1, flowInformation: 2)),
            ])
        let message = RPCAPMessage.findAllInterfacesReply([interface])
        let zeros = [UInt8](repeating: 0, count: 128)
        func block(_ text: String) -> [UInt8] { Array((hex(text) + zeros).prefix(128)) }
        var expected = hex("00 82 0001 00000413 0004 0003 00000016 0002 0000 65746830 4c414e")
        expected += block("0002 0000 0a090901") + block("0002 0000 ffffff00") + block("0002 0000 0a0909ff") + zeros
        expected += block("0017 0001 00000002 fe80000000000000 0000000000010002 00000003") + zeros + zeros + zeros
        #expect(message.octets == expected && expected.count == 8 + 12 + 7 + 2 * 512)
        #expect(try read(expected) == message)
    }

    @Test func `an address of another family is as if it were not there`() throws {
        var octets = RPCAPMessage.findAllInterfacesReply([
            RPCAPInterface(name: "a", addresses: [RPCAPInterfaceAddress(RPCAPSocketAddress(.loopback))])
        ]).octets
        octets[22] = 17
        guard case .findAllInterfacesReply(let interfaces) = try read(octets) else { return }
        #expect(interfaces.first?.addresses == [RPCAPInterfaceAddress(nil)])
    }

    @Test(arguments: golden) func `a payload that is too short is an error, and a longer one is not`(
        message: RPCAPMessage, octets: String
    ) throws {
        let whole = hex(octets)
        switch message {
        case .error, .openRequest: return
        case .findAllInterfacesReply, .authenticationReply(.versionZero), .authenticationReply(.versions): return
        default: #expect(try read(whole + [1, 2, 3]) == message)
        }
        // An authentication reply has two shorter forms.
        for length in 8..<whole.count where length != 8 && length != 10 || message.type != .authenticationReply {
            #expect(throws: CaptureFormatError.self) { try read(Array(whole.prefix(length))) }
        }
    }

    @Test func `more interfaces than there are octets for is an error`() {
        var octets = RPCAPMessage.findAllInterfacesReply([RPCAPInterface(name: "a")]).octets
        octets[2] = 0xff
        #expect(throws: CaptureFormatError.tooShort(.rpcapPayload, expected: 2, found: 0)) { try read(octets) }
    }

    @Test func `numbers that have no place are refused`() {
        for (octets, error) in [
            (
                "00 05 0000 00000008 0002 0000 00000000",
                CaptureFormatError.unexpected(.filter, expected: "filter type 1 (BPF)", found: 2)
            ),
            ("00 05 0000 00000008 0001 0000 00002001", .tooLong(.filter, limit: 8192, found: 8193)),
            ("00 05 0000 00000008 0001 0000 ffffffff", .tooLong(.filter, limit: 8192, found: 4_294_967_295)),
            (
                "00 88 0000 00000008 00 00 0000 12345678",
                .unexpected(.rpcapPayload, expected: "the byte-order magic", found: 0x1234_5678)
            ),
            (
                "00 88 0000 00000002 02 01", .unexpected(.rpcapPayload, expected: "a version of at least 2", found: 1)
            ),
            (
                "00 07 0000 00000014 00000001 000f4240 00000000 00000000 00000001",
                .unexpected(.rpcapPayload, expected: "microseconds below 1000000", found: 1_000_000)
            ),
            (
                "00 07 0000 00000014 00000001 00000000 00000001 00000001 00000001",
                .tooShort(.rpcapPayload, expected: 1, found: 0)
            ),
            (
                "00 77 0000 00000000",
                .unexpected(.rpcapHeader, expected: "a known type of message", found: 0x77)
            ),
            ("00 06 0000 000000", .tooShort(.rpcapHeader, expected: 8, found: 7)),
        ] {
            #expect(throws: error) { try read(hex(octets)) }
        }
    }

    @Test func `the text of an error has at most 255 octets and ends with a whole character`() {
        let octets = RPCAPMessage.error(.open, String(repeating: "€", count: 100)).octets
        #expect(octets.count == 8 + 255 && octets[7] == 255)
        let odd = RPCAPMessage.error(.open, "a" + String(repeating: "€", count: 100)).octets
        #expect(odd.count == 8 + 253)
    }

    @Test func `no text about a message shows a password`() {
        let message = RPCAPMessage.authenticationRequest(.password(user: "ann", RPCAPPassword(Array("hunter2".utf8))))
        var dumped = ""
        dump(message, to: &dumped)
        let action = RPCAPAction.authenticate(user: "ann", RPCAPPassword(Array("hunter2".utf8)))
        // "104" is the first octet in decimal.
        for text in ["\(message)", String(reflecting: message), dumped, "\(RPCAPInput.message(message))", "\(action)"] {
            #expect(text.contains("ann") && !text.contains("hunter2") && !text.contains("104"), "\(text)")
        }
    }

    @Test func `link types differ between files and libpcap where they must`() {
        for (file, dlt) in [(1, 1), (101, 12), (113, 113), (276, 276), (100, 11), (252, 252)] as [(UInt32, UInt32)] {
            #expect(LinkType(rawValue: file).dlt == dlt && LinkType(dlt: dlt).rawValue == file)
        }
    }
}
