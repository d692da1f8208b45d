import IPDECTCore
import NetworkValues
import Testing

@Suite struct `Identities` {
    @Test func `an RFPI of class B is a flag, a PARI of 31 bits and a number of 8`() throws {
        let pari = PARI(installerCode: 0x013e, number: 0xa5, subnumber: 3)
        let rfpi = try #require(RFPI(pari: pari, number: 0xc7))
        // 1 | 001 | 0000000100111110 | 10100101 | 0011 | 11000111
        #expect(rfpi.description == "9013ea53c7")
        #expect(rfpi.pari == pari)
        #expect(rfpi.number == 0xc7)
        #expect(rfpi.hasSecondaryIdentities)
        #expect(RFPI("9013EA53C7") == rfpi)
        #expect(RFPI(pari: pari, number: 0xc7, hasSecondaryIdentities: false)?.description == "1013ea53c7")
        #expect(RFPI(pari: pari, number: 0xc7, hasSecondaryIdentities: false)?.identity == rfpi.identity)
    }

    @Test func `an RFPI of class A has 36 bits of PARI and 3 of number`() throws {
        let pari = PARI(.a, details: 0x1_2345_6789)
        let rfpi = try #require(RFPI(pari: pari, number: 5))
        #expect(rfpi.pari == pari)
        #expect(rfpi.number == 5)
        #expect(RFPI(pari: pari, number: 8) == nil)
        #expect(pari.description.count == 12)
    }

    @Test(arguments: ["", "9013ea53c", "9013ea53c70", "9013ea53cg", "+013ea53c7", "-013ea53c7", "f013ea53c7"])
    func `what is no RFPI is refused`(text: String) {
        #expect(RFPI(text) == nil)
    }

    @Test func `every RFPI is read back as it is printed`() throws {
        var random = TestRandom(seed: 3)
        for _ in 0..<2000 {
            guard let rfpi = RFPI(rawValue: random.next() >> 24) else { continue }
            #expect(RFPI(rfpi.description) == rfpi)
            #expect(
                RFPI(pari: rfpi.pari, number: rfpi.number, hasSecondaryIdentities: rfpi.hasSecondaryIdentities) == rfpi)
        }
    }

    @Test func `a SARI is read with and without check digit, and as a PARK`() throws {
        let sari = try #require(SARI("10000000004"))
        #expect(sari.rawValue == 0x1000_0001)
        #expect(sari.accessRightsClass == .b)
        #expect(sari.description == "10000000004")
        // 3 1 1 0 0 0 0 0 0 0 0 0 4, each times its position: 3 + 2 + 3 + 4 * 13 = 60, and 60 mod 11 is 5.
        #expect(PARK(sari).description == "31100000000045")
        #expect(SARI("31100000000045") == sari)
        #expect(SARI("31 10000000004 5") == sari)
        // 1 + 4 * 11 = 45, and 45 mod 11 is 1.
        #expect(SARI("100000000041") == sari)
        #expect(SARI("100000000042") == nil)
    }

    @Test(arguments: [
        "", "1000000000", "10000000001", "10000000008", "00000000004", "40000000004", "31100000000044", "abc",
    ])
    func `what is no SARI is refused`(text: String) {
        #expect(SARI(text) == nil)
    }

    @Test func `a PARK of other lengths matches what begins like it`() throws {
        let systemID = try #require(SystemID(rawValue: 40))
        let key = try #require(systemID.thirdPartyPARK)
        #expect(key.length == 27)
        for position in [0, 255, 4095] {
            let rfpi = try #require(systemID.rfpi(at: position))
            #expect(key.matches(rfpi.pari))
        }
        let other = try #require(SystemID(rawValue: 41))
        #expect(!key.matches(other.pari))
        #expect(PARK(key.description) == key)
        let sari = try #require(SARI("10000000004"))
        #expect(PARK(sari).matches(sari))
        #expect(!PARK(sari).matches(try #require(SARI("10000000010"))))
        #expect(PARK(prefixOf: other.pari, length: 32) == nil)
        #expect(PARK(bits: 5 << 28, length: 31) == nil)
    }

    @Test(arguments: ["", "31", "02100", "37100000000000000", "311000000000049", "+1100000000045"])
    func `what is no PARK is refused`(text: String) {
        #expect(PARK(text) == nil)
    }

    @Test func `an IPEI has a check digit`() throws {
        // 0*1 + 0*2 + 2*3 + 0*4 + 2*5 + 0*6 + 1*7 + 7*8 + 3*9 + 3*10 + 9*11 + 4*12 = 283, and 283 mod 11 is 8.
        let ipei = try #require(IPEI("002020173394"))
        #expect(ipei.manufacturer == 202)
        #expect(ipei.serial == 173_394)
        #expect(ipei.description == "0020201733948")
        #expect(IPDI("00202 0173394 8") == ipei)
        #expect(IPEI("0020201733947") == nil)
        #expect(ipei.rawValue == 202 << 20 | 173_394)
    }

    @Test func `the check digit ten is a star`() throws {
        let ipei = try #require(
            (0...20).lazy.compactMap { IPEI(manufacturer: 77, serial: UInt32($0)) }.first { $0.checkDigit == "*" })
        #expect(IPEI(ipei.description) == ipei)
        #expect(ipei.description.hasSuffix("*"))
    }

    @Test(arguments: [
        "", "00202017339", "65536000000000", "655360000000", "000001048576", "00202017339a", "０02020173394",
    ])
    func `what is no IPEI is refused`(text: String) {
        #expect(IPEI(text) == nil)
    }

    @Test(arguments: [
        ("ipbs-03-0d-f0", DeviceModel.ipbs1), ("IPBS2-25-EC-3D", .ipbs2), ("ipbs3-25-ec-3d", .ipbs3),
        ("IPBL-30-00-20", .ipbl), ("ipvm-00-00-01", .ipvm),
    ])
    func `a name tells the model and the end of the address`(text: String, model: DeviceModel) throws {
        let name = try #require(HardwareName(text))
        #expect(name.model == model)
        #expect(name.description == text.lowercased())
        #expect(name.matches(MACAddress(rawValue: 0x0001_3e00_0000 | UInt64(name.suffix))))
        #expect(HardwareName(model, MACAddress(rawValue: UInt64(name.suffix))) == name)
    }

    @Test(arguments: [
        "", "ipbs4-00-00-00", "ipbs-0-00-00", "ipbs-00-00", "ipbs-00-00-0g", "ipbs-00-00-00-00", "ipbs-+1-00-00",
    ])
    func `what is no name is refused`(text: String) {
        #expect(HardwareName(text) == nil)
    }
}
