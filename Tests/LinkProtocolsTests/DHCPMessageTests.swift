import LinkProtocols
import NetworkValues
import Testing

/// Messages and options of DHCPv4.
struct DHCPMessageTests {
    static let address = MACAddress(rawValue: 0x0001_3e12_3456)

    static func message(options: String, file: String = "", name: String = "") -> [UInt8] {
        var octets = hex("02 01 06 00 deadbeef 0003 8000 00000000 c0a80064 c0a80001 00000000 00013e123456")
        octets += Array(repeating: 0, count: 10)
        octets += hex(name) + Array(repeating: 0, count: 64 - hex(name).count)
        octets += hex(file) + Array(repeating: 0, count: 128 - hex(file).count)
        return octets + hex("63825363" + options)
    }

    @Test func `a message is read`() throws {
        let message = try DHCPMessage(
            Self.message(
                options: "350102 3604c0a80001 330400000e10 0104ffffff00 0308c0a80001c0a80002 ff"
            ).span)
        #expect(message.isReply && message.type == .offer && message.transactionID == 0xdead_beef)
        #expect(message.seconds == 3 && message.isBroadcast && message.hardwareAddress == Self.address)
        #expect(message.yourAddress == IPAddress("192.168.0.100") && message.nextServer == IPAddress("192.168.0.1"))
        let lease = try #require(DHCPLease(message, vlan: 0, now: at(0)))
        #expect(lease.leaseSeconds == 3600 && lease.prefixLength == 24)
        #expect(lease.routers == [IPAddress("192.168.0.1"), IPAddress("192.168.0.2")])
        #expect(lease.renewsAt == at(1800) && lease.rebindsAt == at(3150) && lease.expiresAt == at(3600))
    }

    @Test func `options go on in file and then in sname when option 52 says so`() throws {
        let message = try DHCPMessage(
            Self.message(
                options: "350105 340103 0c0161 ff", file: "0c0162 0f0178 ff", name: "0c0163 ff"
            ).span)
        #expect(message.options.text(DHCPOptionCode.hostName) == "abc")
        #expect(message.options.text(DHCPOptionCode.domainName) == "x")
        #expect(message.options[DHCPOptionCode.overload] == nil)
        let plain = try DHCPMessage(Self.message(options: "350105 0c0161 ff", file: "0c0162 ff").span)
        #expect(plain.options.text(DHCPOptionCode.hostName) == "a")
    }

    @Test func `parts of an option are joined, and a long one is parted`() throws {
        var message = DHCPMessage(.discover, transactionID: 7, hardwareAddress: Self.address)
        let long = (0..<600).map { UInt8(truncatingIfNeeded: $0) }
        message.options[43] = long
        message.options[12] = []
        let octets = message.encoded()
        #expect(octets.count == 240 + 3 + 600 + 6 + 2 + 1)
        let read = try DHCPMessage(octets.span)
        #expect(read == message && read.options[43] == long && read.options[12] == [])
    }

    @Test func `a short message is padded to what relays take`() throws {
        var message = DHCPMessage(.release, transactionID: 7, hardwareAddress: Self.address)
        message.clientAddress = .v4(0x0a00_0001)
        let octets = message.encoded()
        #expect(octets.count == DHCPMessage.minimumLength && octets[0] == 1)
        let read = try DHCPMessage(octets.span)
        #expect(read == message)
    }

    @Test func `what is no message is refused, each for its reason`() {
        func refusal(_ octets: [UInt8]) -> DHCPError? {
            do throws(DHCPError) {
                _ = try DHCPMessage(octets.span)
                return nil
            } catch {
                return error
            }
        }
        let good = Self.message(options: "350102 ff")
        #expect(refusal(Array(good[..<239])) == .truncated(needed: 240, found: 239))
        var octets = good
        octets[0] = 3
        #expect(refusal(octets) == .operation(3))
        octets = good
        octets[2] = 16
        #expect(refusal(octets) == .hardwareLength(16))
        octets = good
        octets[236] = 0
        #expect(refusal(octets) == .cookie(0x0082_5363))
        #expect(refusal(Self.message(options: "ff")) == .optionMissing(code: 53))
        #expect(refusal(Self.message(options: "350109 ff")) == .messageType(9))
        #expect(refusal(Self.message(options: "350102 0c")) == .optionTruncated(code: 12))
        #expect(refusal(Self.message(options: "350102 0c05 61")) == .optionOverrun(code: 12, length: 5, left: 1))
        #expect(refusal(Self.message(options: "350102")) == nil)
    }

    @Test func `all vendor options are read with their types`() {
        let vendor = DHCPVendorOptions(
            hex(
                "c80c 0a0000010a0000020a000003 c902 6769 ca04 43455431 cb0b 47373239412c34302c6573 ce02 0064 cf01 05"
                    + "d009 307862382c30783638 d101 05 d201 0f d301 00 d401 01 d703 75726c d802 000f fa03 312e33 dd01 00 ff"
            ))
        #expect(vendor.gatekeepers == [IPAddress("10.0.0.1"), IPAddress("10.0.0.2")])
        #expect(vendor.gatekeeperID == "gi" && vendor.timeZone == "CET1" && vendor.coder == "G729A,40,es")
        #expect(vendor.vlan == 100 && vendor.vlanPriority == 5 && vendor.tosBits == "0xb8,0x68")
        #expect(vendor.enblocSeconds == 5 && vendor.dialtone == 15)
        #expect(vendor.fastStart == false && vendor.tunnelling == true)
        #expect(vendor.updateURL == "url" && vendor.updatePollMinutes == 15 && vendor.serverIdentifier == "1.3")
        #expect(vendor.unknown == [221] && vendor.problems.isEmpty)
    }

    @Test func `vendor options of a wrong length are passed over and named`() {
        let vendor = DHCPVendorOptions(hex("c803 0a0000 ce01 64 cf02 0005 d800 ca00 c902 6769 ce"))
        #expect(vendor.vlan == nil && vendor.vlanPriority == nil && vendor.gatekeeperID == "gi")
        #expect(
            vendor.problems == [
                .optionTruncated(code: 206), .optionLength(code: 200, expected: "addresses of 4 octets", found: 3),
                .optionLength(code: 206, expected: "a number of 2 octets", found: 1),
                .optionLength(code: 207, expected: "a number of 1 octet", found: 2),
                .optionLength(code: 216, expected: "a number of 2 octets", found: 0),
                .optionLength(code: 202, expected: "text", found: 0),
            ])
    }

    @Test(arguments: [
        ("0xb8,0x68", UInt8(0xb8), UInt8(0x68)), ("184,104", 184, 104), ("0270,0150", 0o270, 0o150), ("", 0xb8, 0x68),
        ("0x10", 0x10, 0x68), ("999,x", 0xb8, 0x68), (" 46 , 0 ", 46, 0),
    ])
    func `TOS values may be decimal, octal or hexadecimal`(text: String, media: UInt8, signalling: UInt8) {
        var vendor = DHCPVendorOptions()
        vendor.tosBits = text
        #expect(vendor.tos.media == media && vendor.tos.signalling == signalling)
    }

    @Test func `no-vlan, no-vendor and no-dhcp take away what they say`() {
        var vendor = DHCPVendorOptions()
        vendor.vlan = 100
        vendor.vlanPriority = 5
        vendor.updateURL = "http://192.168.0.10/file.txt"
        vendor.updatePollMinutes = 15
        vendor.coder = "G711A"
        vendor.serverIdentifier = "1.3.6"
        let noVLAN = DHCPPolicy(ignoresVLAN: true).applied(to: vendor)
        #expect(noVLAN.vlan == nil && noVLAN.vlanPriority == nil && noVLAN.updateURL != nil)
        let noUpdates = DHCPPolicy(ignoresUpdates: true).applied(to: vendor)
        #expect(noUpdates.updateURL == nil && noUpdates.updatePollMinutes == nil && noUpdates.vlan == 100)
        let none = DHCPPolicy(ignoresVendorOptions: true).applied(to: vendor)
        #expect(none.vlan == nil && none.coder == nil && none.updateURL == nil && none.serverIdentifier == "1.3.6")
    }

    @Test func `options 200 to 216 outside of option 43 are another's`() throws {
        let message = try DHCPMessage(
            Self.message(
                options: "350105 3604c0a80001 330400000e10 ce020064 d104f100747e ff"
            ).span)
        let lease = try #require(DHCPLease(message, vlan: 0, now: at(0)))
        #expect(lease.vendorOptions.vlan == nil && lease.vendorOptions.enblocSeconds == nil)
    }

    @Test func `a lease is kept as text and read again`() throws {
        let message = try DHCPMessage(
            Self.message(
                options: "350105 3604c0a80001 330400000e10 0104ffffff00 2b04ce020064 5804 43455431 ff"
            ).span)
        let lease = try #require(DHCPLease(message, vlan: 100, now: at(5)))
        #expect(DHCPLease(text: lease.text) == lease)
        #expect(lease.timeZone == "CET1" && lease.vlanOffer(DHCPPolicy())?.vlan == 100)
        let forever = DHCPLease(
            address: .v4(1), server: nil, leaseSeconds: nil, obtainedAt: at(0), vlan: 0, options: DHCPOptions())
        #expect(DHCPLease(text: forever.text) == forever && forever.expiresAt == nil)
        for broken in [
            "", "a;b;c;d;e;f", "10.0.0.1;;;-1;0;", "10.0.0.1;;;1;4095;", "10.0.0.1;;;1;0;0c05", "::1;;;1;0;",
            "10.0.0.1;x;;1;0;", "10.0.0.1;;;1;0", String(repeating: "a", count: 9000),
        ] {
            #expect(DHCPLease(text: broken) == nil)
        }
    }
}
