import Faults
import Testing

/// The catalogue against the figures of manual 6.2.
struct CatalogueTests {
    static let all = FaultCatalogue.all

    @Test func `there are 152 codes in ascending order, none twice`() {
        #expect(Self.all.count == 152)
        #expect(zip(Self.all, Self.all.dropFirst()).allSatisfy { $0.code < $1.code })
    }

    @Test(arguments: [(FaultSeverity.critical, 6), (.major, 87), (.indeterminate, 59)])
    func `each severity has as many codes as the manual gives it`(severity: FaultSeverity, count: Int) {
        #expect(Self.all.count { $0.severity == severity } == count)
    }

    @Test(arguments: [
        (DeviceFamilies.all, 122), (.ipbl, 14), (.withRadios, 10), (.ipbs, 6), (.ipvm, 0), (DeviceFamilies(), 0),
    ])
    func `each combination of families has as many codes as the manual gives it`(families: DeviceFamilies, count: Int) {
        #expect(Self.all.count { $0.families == families } == count)
    }

    @Test func `only what the manual calls an alarm or an event is one`() {
        #expect(
            Self.all.filter { $0.kind == .alarm }.map(\.code)
                == [.gwInterfaceDown, .gwRegistrationDown, .masterLimitStaticRadiosReached])
        #expect(
            Self.all.filter { $0.kind == .event }.map(\.code)
                == [
                    .masterActive, .masterInactive, .masterAbnormalCallRelease, .masterLicenseLimitExceeded,
                    .rtpExcessiveLossOfData, .cmdRestart, .rfpBusyForSpeech, .sysBusyForSpeech,
                ])
    }

    @Test func `labels are unique and fit an enumeration of SMIv2`() throws {
        let label = try Regex("[a-z][a-zA-Z0-9]{2,63}")
        #expect(Set(Self.all.map(\.label)).count == Self.all.count)
        for fault in Self.all {
            #expect(try label.wholeMatch(in: fault.label) != nil, "\(fault.code) has the label \(fault.label)")
            #expect(!fault.label.hasPrefix("unnamed"), "\(fault.code) has a name")
        }
    }

    @Test func `TLS faults of the two sides come in pairs of the same alert`() {
        let local = Self.all.filter { $0.label.hasPrefix("tlsLocal") }
        let peer = Self.all.filter { $0.label.hasPrefix("tlsPeer") }
        #expect(local.count == 23)
        #expect(peer.count == 23)
        for (ours, theirs) in zip(local, peer) {
            #expect(ours.code.rawValue >> 8 == 0x000c01 && theirs.code.rawValue >> 8 == 0x000c02)
            #expect(ours.code.rawValue & 0xff == theirs.code.rawValue & 0xff)
            #expect(ours.label.dropFirst("tlsLocal".count) == theirs.label.dropFirst("tlsPeer".count))
            #expect(ours.summary != theirs.summary)
        }
        // The alerts as manual 6.2 lists them, by the last octet of 0x000c01nn and 0x000c02nn. It lists 0x000c012f twice.
        let listed: [UInt32] = [
            0x0a, 0x14, 0x15, 0x16, 0x1e, 0x28, 0x29, 0x2a, 0x2b, 0x2c, 0x2d, 0x2e, 0x2f, 0x30, 0x31, 0x32, 0x33, 0x3c,
            0x46, 0x47, 0x50, 0x5a, 0x64,
        ]
        #expect(local.map { $0.code.rawValue } == listed.map { 0x000c_0100 | $0 })
        #expect(peer.map { $0.code.rawValue } == listed.map { 0x000c_0200 | $0 })
        #expect(FaultCode.tlsLocalUnknownCa.rawValue == 0x000c_0130)
        #expect(FaultCode.tlsPeerUnknownCa.rawValue == 0x000c_0230)
    }

    @Test func `every module is named, and codes of one module stand together`() {
        #expect(
            Set(Self.all.map { $0.code.rawValue >> 16 })
                == [
                    0x01, 0x03, 0x05, 0x06, 0x07, 0x08, 0x0b, 0x0c, 0x0e, 0x0f, 0x10, 0x11, 0x12, 0x14, 0x15, 0x1a,
                    0x21,
                ])
        #expect(
            Set(Self.all.map(\.module))
                == [
                    "Gateway", "Users", "Radio", "Master", "Mobility Master", "Crypto Master", "RTP", "H323", "SIP",
                    "WebMedia", "Cmd", "TLS", "Kerb client", "X509", "TAM", "Dwl", "RFPInit", "RFP", "Sync", "ipproc",
                    "box", "Dect", "CLU", "Unite", "CUnite", "UP",
                ])
    }
}

/// The texts of the catalogue, as people and managers read them.
struct CatalogueTextTests {
    static let all = FaultCatalogue.all

    @Test func `every fault has a title, a summary and a module of its own`() {
        for fault in Self.all {
            #expect(fault.title.count >= 5, "\(fault.code) has a title")
            #expect(fault.summary.count >= 15, "\(fault.code) has a summary")
            #expect(!fault.module.isEmpty, "\(fault.code) has a module")
            #expect(fault.title != fault.label && fault.summary != fault.title, "\(fault.code) has texts of its own")
        }
    }

    @Test func `titles are unique but for the four codes that the manual does not tell apart`() {
        var codes: [String: [FaultCode]] = [:]
        for fault in Self.all { codes[fault.title, default: []].append(fault.code) }
        #expect(
            codes.values.filter { $0.count > 1 } == [
                [
                    .ipRouteWithoutInterface1c, .ipRouteWithoutInterface1d, .ipRouteWithoutInterface1e,
                    .ipRouteWithoutInterface1f,
                ]
            ])
    }

    @Test func `titles are short and end without a full stop`() {
        for fault in Self.all {
            #expect(fault.title.utf8.count <= 64, "the title of \(fault.code) is short")
            #expect(fault.title.last?.isPunctuation == false, "the title of \(fault.code) has no full stop")
            #expect(fault.title.first?.isUppercase == true, "the title of \(fault.code) begins with a capital letter")
        }
    }

    @Test func `sentences begin and end as sentences do, and a manager can read them whole`() {
        for fault in Self.all {
            for text in [fault.summary, fault.cause, fault.remedy].compactMap(\.self) {
                #expect(text.hasSuffix("."), "\(fault.code): \(text)")
                #expect(!text.hasSuffix(".."), "\(fault.code): \(text)")
                #expect(text.first?.isUppercase == true, "\(fault.code): \(text)")
                #expect(text.utf8.count <= 255, "\(fault.code): \(text.utf8.count) octets")
                #expect(!text.contains("  ") && !text.contains("\n"), "\(fault.code): \(text)")
                #expect(text.utf8.allSatisfy { (0x20...0x7e).contains($0) }, "\(fault.code): \(text)")
            }
        }
    }

    @Test func `causes and remedies stand where the manual knows them`() {
        #expect(
            Self.all.filter { $0.cause != nil }.map(\.code)
                == [
                    .gwProtocolError, .rtpNoMediaDataReceived, .rtpExcessiveLossOfData, .rtpWrongPayloadTypeReceived,
                    .h323UnexpectedMessageReceived, .h323SignalingTCPFailed, .h323SignalingTimeout,
                    .sipOverloadDetected, .cmdRestart, .kerberosServiceNotFound, .kerberosCrossRealmFailure,
                    .x509SystemTimeNotSet, .rfpUnsynchronized, .ipTcpBindError, .ipUdpBindError,
                    .ipNoRouteToDestinationIfDown, .dectDefEncKeyTimeout, .dectCipherTimeout,
                    .dectMasterConnectionTimeout,
                ])
        #expect(
            Self.all.filter { $0.remedy != nil }.map(\.code)
                == [
                    .rtpExcessiveLossOfData, .h323SignalingTCPFailed, .tlsLocalUnknownCa, .kerberosServiceNotFound,
                    .kerberosServerUnreachable, .x509SystemTimeNotSet, .x509CertificateNearExpiration,
                    .rfpAlienSyncLost, .ipNoRouteToDestinationIfDown, .dectDefEncKeyTimeout,
                    .uniteCommunicationFailure,
                ])
        #expect(FaultCatalogue.definition(of: .rfpUnsynchronized)?.cause?.contains("nine minutes") == true)
        #expect(FaultCatalogue.definition(of: .x509SystemTimeNotSet)?.remedy?.contains("NTP") == true)
        #expect(FaultCatalogue.definition(of: .masterActive)?.cause == nil)
        #expect(FaultCatalogue.definition(of: .masterActive)?.remedy == nil)
    }
}

/// Looking up what a code means.
struct CatalogueLookupTests {
    @Test func `every code finds its own definition`() {
        for fault in FaultCatalogue.all { #expect(FaultCatalogue.definition(of: fault.code) == fault) }
    }

    @Test(arguments: [0, 0x0003_0209, 0x0019_0001, 0x0020_0000, 0x0021_0005, UInt32.max])
    func `a code that the manual does not name has no definition`(number: UInt32) {
        #expect(FaultCatalogue.definition(of: FaultCode(rawValue: number)) == nil)
    }

    @Test func `the names of codes and their labels are the same`() {
        let named: [(FaultCode, String, UInt32)] = [
            (.gwInterfaceDown, "gwInterfaceDown", 0x0001_0001),
            (.masterLicenseLimitExceeded, "masterLicenseLimitExceeded", 0x0003_0211),
            (.ipRouteWithoutInterface1c, "ipRouteWithoutInterface1c", 0x0011_001c),
            (.ipRouteWithoutInterface1f, "ipRouteWithoutInterface1f", 0x0011_001f),
            (.dectRfpiCollision, "dectRfpiCollision", 0x0014_0068),
            (.uniteWebSocketConnectionDown, "uniteWebSocketConnectionDown", 0x001a_0002),
            (.uniteIncompatibleHeartbeat, "uniteIncompatibleHeartbeat", 0x001a_0003),
            (.configPutFailed, "configPutFailed", 0x0021_0006),
        ]
        for (code, label, number) in named {
            #expect(code.rawValue == number)
            #expect(FaultCatalogue.definition(of: code)?.label == label)
        }
    }

    @Test func `a code prints as the manual prints it`() {
        #expect("\(FaultCode.masterRadioRegistrationDown)" == "0x00030204")
        #expect("\(FaultCode.uniteCommunicationFailure)" == "0x001a0001")
    }
}
