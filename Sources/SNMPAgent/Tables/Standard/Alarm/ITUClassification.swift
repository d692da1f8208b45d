import Faults

/// What kind of alarm a fault is, in the numbers of IANA-ITU-ALARM-TC-MIB (RFC 3877; ITU-T X.733 and X.736).
///
/// A fault whose cause is not clear from the manual is other(1) with the cause other(1024).
struct ITUClassification: Hashable, Sendable {
    /// IANAItuEventType.
    enum EventType: Int32, Sendable {
        case other = 1
        case communications = 2
        case qualityOfService = 3
        case processingError = 4
        case equipment = 5
        case environmental = 6
        case operationalViolation = 8
        case securityService = 10
    }

    /// IANAItuProbableCause, as far as it is used.
    enum Cause: Int32, Sendable {
        case identifierDuplication = 57
        case powerProblem = 58
        case protectionPathFailure = 60
        case replaceableUnitMissing = 62
        case replaceableUnitProblem = 69
        case realTimeClockFailure = 70
        case lossOfSynchronisation = 76
        case lossOfRedundancy = 77
        case powerSupplyFailure = 78
        case coolingFanFailure = 107
        case highTemperature = 123
        case outOfCPUCycles = 154
        case softwareDownloadFailure = 156
        case configurationError = 159
        case outOfMemory = 162
        case timeoutExpired = 164
        case versionMismatch = 166
        case congestion = 202
        case excessiveErrorRate = 203
        case callEstablishmentError = 503
        case protocolError = 504
        case subsystemFailure = 505
        case lanError = 523
        case resourceAtOrNearingCapacity = 541
        case authenticationFailure = 600
        case keyExpired = 609
        case outOfService = 612
        case unauthorizedAccessAttempt = 614
        case routingFailure = 26
        case other = 1024
    }

    var type: EventType
    var cause: Cause

    init(_ type: EventType, _ cause: Cause) {
        self.type = type
        self.cause = cause
    }

    /// The kind of a fault.
    init(_ code: FaultCode) {
        self = Self.byCode[code] ?? Self.ofModule(code)
    }

    /// The kind of those faults that are alike in a whole module of codes.
    private static func ofModule(_ code: FaultCode) -> ITUClassification {
        switch code.rawValue >> 8 {
        // What TLS tells as a failure, locally and by the peer (RFC 8446 6), and Kerberos.
        case 0x0c01, 0x0c02, 0x0c04: ITUClassification(.securityService, .authenticationFailure)
        default: ITUClassification(.other, .other)
        }
    }

    private static let byCode: [FaultCode: ITUClassification] = {
        let groups: [(EventType, Cause, [FaultCode])] = communications + quality + equipment + security
        var kinds: [FaultCode: ITUClassification] = [:]
        for (type, cause, codes) in groups {
            for code in codes { kinds[code] = ITUClassification(type, cause) }
        }
        return kinds
    }()

    private static let communications: [(EventType, Cause, [FaultCode])] = [
        (
            .communications, .subsystemFailure,
            [
                .gwInterfaceDown, .gwRegistrationDown, .masterUserRegistrationDown, .masterEmergencyRegistrationDown,
                .masterRadioRegistrationDown, .masterPrimaryOrRedundantTrunkIsDown, .mobmInboundMobmRegistrationDown,
                .mobmOutboundMobmRegistrationDown, .mobmMasterRegistrationDown, .cmInboundMobmRegistrationDown,
                .usersTheLdapReplicatorIsNotConnected, .uniteCommunicationFailure, .uniteWebSocketConnectionDown,
                .cuniteCommunicationFailure, .h323SignalingTCPFailed, .rtpNoMediaDataReceived,
            ]
        ),
        (
            .communications, .protocolError,
            [
                .gwProtocolError, .h323UnexpectedMessageReceived, .h323MediaIncompatible, .rtpWrongPayloadTypeReceived,
                .sipCoderSelectionFailure, .sipIntMediaNegotiationFailed, .uniteIncompatibleHeartbeat,
                .masterAbnormalCallRelease,
            ]
        ),
        (
            .communications, .timeoutExpired,
            [.h323SignalingTimeout, .dectDefEncKeyTimeout, .dectCipherTimeout, .dectMasterConnectionTimeout]
        ),
        (.communications, .lanError, [.ipInterfaceDown, .ipDhcpServerNotResponding]),
        (
            .communications, .routingFailure,
            [
                .ipNoRouteToDestination, .ipNoRouteToDestinationIfDown, .ipNoRouteToDestinationIfUnknown,
                .ipNoRouteToDestinationIfNotConfigured, .ipNoRouteToDestinationNoGateway, .ipNoRouteToDestinationLoop,
            ]
        ),
    ]

    private static let quality: [(EventType, Cause, [FaultCode])] = [
        (.qualityOfService, .excessiveErrorRate, [.rtpExcessiveLossOfData]),
        (.qualityOfService, .congestion, [.rfpBusyForSpeech, .sysBusyForSpeech, .sipOverloadDetected]),
        (
            .qualityOfService, .resourceAtOrNearingCapacity,
            [
                .masterLimitStaticRadiosReached, .masterLicenseLimitExceeded, .ipOutOfTcpNatPorts, .ipOutOfTcpPorts,
                .ipOutOfUdpRtpPorts, .ipOutOfUdpPorts,
            ]
        ),
        (.processingError, .outOfCPUCycles, [.radioCpuResourcesAreNotAvailable]),
        (.processingError, .outOfMemory, [.boxMemoryLow]),
        (
            .processingError, .configurationError,
            [
                .ipInterfaceNotConfigured, .ipInvalidUdpRtpPortRange, .ipInvalidUdpNatPortRange,
                .ipInvalidNatPortRange, .sipMediaConfigFailure, .webmInvalidUrl, .webmCoderMissingInUrl,
            ]
        ),
        (
            .processingError, .softwareDownloadFailure,
            [.rfpSwDlFailed, .bootGetFailed, .firmwareGetFailed]
        ),
    ]

    private static let equipment: [(EventType, Cause, [FaultCode])] = [
        (.equipment, .lossOfRedundancy, [.masterStandbyActive, .mobmStandbyActive]),
        (.equipment, .replaceableUnitMissing, [.rfpDisconnected]),
        (.equipment, .replaceableUnitProblem, [.rfpMalfunctioning]),
        (.equipment, .outOfService, [.rfpDisabled]),
        (
            .equipment, .lossOfSynchronisation,
            [.rfpUnsynchronized, .rfpAlienSyncLost, .syncLost, .syncRefSignalLost, .syncUnsynchronizedToReference]
        ),
        (.equipment, .protectionPathFailure, [.syncRingBroken]),
        (.equipment, .identifierDuplication, [.rfpDetectedSysidCollision, .dectRfpiCollision]),
        (.equipment, .realTimeClockFailure, [.x509SystemTimeNotSet]),
        (.environmental, .highTemperature, [.envHighTemperature]),
        (.environmental, .powerProblem, [.envHighPowerConsumption]),
        (.environmental, .powerSupplyFailure, [.envSupplyVoltageLow, .envSupplyVoltageHigh]),
        (.environmental, .coolingFanFailure, [.envFanFailure]),
    ]

    private static let security: [(EventType, Cause, [FaultCode])] = [
        (
            .securityService, .authenticationFailure,
            [.rtpSrtpAuthFailure, .rtpSrtcpAuthFailure, .rtpDtlsFailed, .h323SrtpKeyMismatch]
        ),
        (.securityService, .keyExpired, [.x509CertificateNearExpiration, .tlsLocalExpiredCertificate]),
        (.operationalViolation, .unauthorizedAccessAttempt, [.ipArpPoisoningDetected]),
    ]
}
