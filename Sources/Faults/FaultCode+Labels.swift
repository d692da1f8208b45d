extension FaultCode {
    /// `0x00010001`.
    public static let gwInterfaceDown = FaultCode(rawValue: 0x00010001)
    /// `0x00010002`.
    public static let gwRegistrationDown = FaultCode(rawValue: 0x00010002)
    /// `0x00010003`.
    public static let gwProtocolError = FaultCode(rawValue: 0x00010003)
    /// `0x00030001`.
    public static let usersTheLdapReplicatorIsNotConnected = FaultCode(rawValue: 0x00030001)
    /// `0x00030101`.
    public static let radioCpuResourcesAreNotAvailable = FaultCode(rawValue: 0x00030101)
    /// `0x00030201`.
    public static let masterStandbyActive = FaultCode(rawValue: 0x00030201)
    /// `0x00030202`.
    public static let masterUserRegistrationDown = FaultCode(rawValue: 0x00030202)
    /// `0x00030203`.
    public static let masterEmergencyRegistrationDown = FaultCode(rawValue: 0x00030203)
    /// `0x00030204`.
    public static let masterRadioRegistrationDown = FaultCode(rawValue: 0x00030204)
    /// `0x00030205`.
    public static let masterPrimaryOrRedundantTrunkIsDown = FaultCode(rawValue: 0x00030205)
    /// `0x00030206`.
    public static let masterActive = FaultCode(rawValue: 0x00030206)
    /// `0x00030207`.
    public static let masterInactive = FaultCode(rawValue: 0x00030207)
    /// `0x00030208`.
    public static let masterLimitStaticRadiosReached = FaultCode(rawValue: 0x00030208)
    /// `0x00030210`.
    public static let masterAbnormalCallRelease = FaultCode(rawValue: 0x00030210)
    /// `0x00030211`.
    public static let masterLicenseLimitExceeded = FaultCode(rawValue: 0x00030211)
    /// `0x00030301`.
    public static let mobmInboundMobmRegistrationDown = FaultCode(rawValue: 0x00030301)
    /// `0x00030302`.
    public static let mobmOutboundMobmRegistrationDown = FaultCode(rawValue: 0x00030302)
    /// `0x00030303`.
    public static let mobmMasterRegistrationDown = FaultCode(rawValue: 0x00030303)
    /// `0x00030304`.
    public static let mobmStandbyActive = FaultCode(rawValue: 0x00030304)
    /// `0x00030401`.
    public static let cmInboundMobmRegistrationDown = FaultCode(rawValue: 0x00030401)
    /// `0x00050001`.
    public static let rtpNoMediaDataReceived = FaultCode(rawValue: 0x00050001)
    /// `0x00050002`.
    public static let rtpExcessiveLossOfData = FaultCode(rawValue: 0x00050002)
    /// `0x00050003`.
    public static let rtpWrongPayloadTypeReceived = FaultCode(rawValue: 0x00050003)
    /// `0x00050004`.
    public static let rtpStunFailure = FaultCode(rawValue: 0x00050004)
    /// `0x00050005`.
    public static let rtpSrtpAuthFailure = FaultCode(rawValue: 0x00050005)
    /// `0x00050006`.
    public static let rtpSrtcpAuthFailure = FaultCode(rawValue: 0x00050006)
    /// `0x00050008`.
    public static let rtpIceFailure = FaultCode(rawValue: 0x00050008)
    /// `0x00050009`.
    public static let rtpDtlsFailed = FaultCode(rawValue: 0x00050009)
    /// `0x00060001`.
    public static let h323UnexpectedMessageReceived = FaultCode(rawValue: 0x00060001)
    /// `0x00060002`.
    public static let h323StatusEnquiry = FaultCode(rawValue: 0x00060002)
    /// `0x00060003`.
    public static let h323SignalingTCPFailed = FaultCode(rawValue: 0x00060003)
    /// `0x00060004`.
    public static let h323SignalingTimeout = FaultCode(rawValue: 0x00060004)
    /// `0x00060005`.
    public static let h323SrtpKeyMismatch = FaultCode(rawValue: 0x00060005)
    /// `0x00060006`.
    public static let h323MediaIncompatible = FaultCode(rawValue: 0x00060006)
    /// `0x00070001`.
    public static let sipNatDiscoverFailure = FaultCode(rawValue: 0x00070001)
    /// `0x00070003`.
    public static let sipOverloadDetected = FaultCode(rawValue: 0x00070003)
    /// `0x00070004`.
    public static let sipCoderSelectionFailure = FaultCode(rawValue: 0x00070004)
    /// `0x00070005`.
    public static let sipMediaConfigFailure = FaultCode(rawValue: 0x00070005)
    /// `0x00070006`.
    public static let sipDnsFailed = FaultCode(rawValue: 0x00070006)
    /// `0x00070007`.
    public static let sipIntMediaNegotiationFailed = FaultCode(rawValue: 0x00070007)
    /// `0x0007000b`.
    public static let sipDnsFailedForRegistration = FaultCode(rawValue: 0x0007000b)
    /// `0x00080001`.
    public static let webmInvalidUrl = FaultCode(rawValue: 0x00080001)
    /// `0x00080002`.
    public static let webmCoderMissingInUrl = FaultCode(rawValue: 0x00080002)
    /// `0x000b0001`.
    public static let cmdRestart = FaultCode(rawValue: 0x000b0001)
    /// `0x000c010a`.
    public static let tlsLocalUnexpectedMessage = FaultCode(rawValue: 0x000c010a)
    /// `0x000c0114`.
    public static let tlsLocalBadMac = FaultCode(rawValue: 0x000c0114)
    /// `0x000c0115`.
    public static let tlsLocalDecryptionFailed = FaultCode(rawValue: 0x000c0115)
    /// `0x000c0116`.
    public static let tlsLocalRecordOverflow = FaultCode(rawValue: 0x000c0116)
    /// `0x000c011e`.
    public static let tlsLocalDecompressionFailure = FaultCode(rawValue: 0x000c011e)
    /// `0x000c0128`.
    public static let tlsLocalHandshakeFailure = FaultCode(rawValue: 0x000c0128)
    /// `0x000c0129`.
    public static let tlsLocalNoCertificate = FaultCode(rawValue: 0x000c0129)
    /// `0x000c012a`.
    public static let tlsLocalBadCertificate = FaultCode(rawValue: 0x000c012a)
    /// `0x000c012b`.
    public static let tlsLocalUnsupportedCertificate = FaultCode(rawValue: 0x000c012b)
    /// `0x000c012c`.
    public static let tlsLocalRevokedCertificate = FaultCode(rawValue: 0x000c012c)
    /// `0x000c012d`.
    public static let tlsLocalExpiredCertificate = FaultCode(rawValue: 0x000c012d)
    /// `0x000c012e`.
    public static let tlsLocalUnknownCertificate = FaultCode(rawValue: 0x000c012e)
    /// `0x000c012f`.
    public static let tlsLocalIllegalParameter = FaultCode(rawValue: 0x000c012f)
    /// `0x000c0130`.
    public static let tlsLocalUnknownCa = FaultCode(rawValue: 0x000c0130)
    /// `0x000c0131`.
    public static let tlsLocalAccessDenied = FaultCode(rawValue: 0x000c0131)
    /// `0x000c0132`.
    public static let tlsLocalDecodeError = FaultCode(rawValue: 0x000c0132)
    /// `0x000c0133`.
    public static let tlsLocalDecryptionError = FaultCode(rawValue: 0x000c0133)
    /// `0x000c013c`.
    public static let tlsLocalExportRestriction = FaultCode(rawValue: 0x000c013c)
    /// `0x000c0146`.
    public static let tlsLocalProtocolVersion = FaultCode(rawValue: 0x000c0146)
    /// `0x000c0147`.
    public static let tlsLocalInsufficientSecurity = FaultCode(rawValue: 0x000c0147)
    /// `0x000c0150`.
    public static let tlsLocalInternalError = FaultCode(rawValue: 0x000c0150)
    /// `0x000c015a`.
    public static let tlsLocalUserCancelled = FaultCode(rawValue: 0x000c015a)
    /// `0x000c0164`.
    public static let tlsLocalNoRenegotiation = FaultCode(rawValue: 0x000c0164)
    /// `0x000c020a`.
    public static let tlsPeerUnexpectedMessage = FaultCode(rawValue: 0x000c020a)
    /// `0x000c0214`.
    public static let tlsPeerBadMac = FaultCode(rawValue: 0x000c0214)
    /// `0x000c0215`.
    public static let tlsPeerDecryptionFailed = FaultCode(rawValue: 0x000c0215)
    /// `0x000c0216`.
    public static let tlsPeerRecordOverflow = FaultCode(rawValue: 0x000c0216)
    /// `0x000c021e`.
    public static let tlsPeerDecompressionFailure = FaultCode(rawValue: 0x000c021e)
    /// `0x000c0228`.
    public static let tlsPeerHandshakeFailure = FaultCode(rawValue: 0x000c0228)
    /// `0x000c0229`.
    public static let tlsPeerNoCertificate = FaultCode(rawValue: 0x000c0229)
    /// `0x000c022a`.
    public static let tlsPeerBadCertificate = FaultCode(rawValue: 0x000c022a)
    /// `0x000c022b`.
    public static let tlsPeerUnsupportedCertificate = FaultCode(rawValue: 0x000c022b)
    /// `0x000c022c`.
    public static let tlsPeerRevokedCertificate = FaultCode(rawValue: 0x000c022c)
    /// `0x000c022d`.
    public static let tlsPeerExpiredCertificate = FaultCode(rawValue: 0x000c022d)
    /// `0x000c022e`.
    public static let tlsPeerUnknownCertificate = FaultCode(rawValue: 0x000c022e)
    /// `0x000c022f`.
    public static let tlsPeerIllegalParameter = FaultCode(rawValue: 0x000c022f)
    /// `0x000c0230`.
    public static let tlsPeerUnknownCa = FaultCode(rawValue: 0x000c0230)
    /// `0x000c0231`.
    public static let tlsPeerAccessDenied = FaultCode(rawValue: 0x000c0231)
    /// `0x000c0232`.
    public static let tlsPeerDecodeError = FaultCode(rawValue: 0x000c0232)
    /// `0x000c0233`.
    public static let tlsPeerDecryptionError = FaultCode(rawValue: 0x000c0233)
    /// `0x000c023c`.
    public static let tlsPeerExportRestriction = FaultCode(rawValue: 0x000c023c)
    /// `0x000c0246`.
    public static let tlsPeerProtocolVersion = FaultCode(rawValue: 0x000c0246)
    /// `0x000c0247`.
    public static let tlsPeerInsufficientSecurity = FaultCode(rawValue: 0x000c0247)
    /// `0x000c0250`.
    public static let tlsPeerInternalError = FaultCode(rawValue: 0x000c0250)
    /// `0x000c025a`.
    public static let tlsPeerUserCancelled = FaultCode(rawValue: 0x000c025a)
    /// `0x000c0264`.
    public static let tlsPeerNoRenegotiation = FaultCode(rawValue: 0x000c0264)
    /// `0x000c0403`.
    public static let kerberosServiceNotFound = FaultCode(rawValue: 0x000c0403)
    /// `0x000c0406`.
    public static let kerberosServerUnreachable = FaultCode(rawValue: 0x000c0406)
    /// `0x000c0407`.
    public static let kerberosCrossRealmFailure = FaultCode(rawValue: 0x000c0407)
    /// `0x000c1000`.
    public static let x509SystemTimeNotSet = FaultCode(rawValue: 0x000c1000)
    /// `0x000c1001`.
    public static let x509CertificateNearExpiration = FaultCode(rawValue: 0x000c1001)
    /// `0x000e0001`.
    public static let rfpDisconnected = FaultCode(rawValue: 0x000e0001)
    /// `0x000e0002`.
    public static let rfpMalfunctioning = FaultCode(rawValue: 0x000e0002)
    /// `0x000e0003`.
    public static let rfpDisabled = FaultCode(rawValue: 0x000e0003)
    /// `0x000e0004`.
    public static let rfpSwDlFailed = FaultCode(rawValue: 0x000e0004)
    /// `0x000e0005`.
    public static let rfpUnsynchronized = FaultCode(rawValue: 0x000e0005)
    /// `0x000e0006`.
    public static let rfpAlienSyncLost = FaultCode(rawValue: 0x000e0006)
    /// `0x000e0008`.
    public static let rfpDetectedSysidCollision = FaultCode(rawValue: 0x000e0008)
    /// `0x000e0009`.
    public static let rfpSyncMasterFailedToResynchronizeToReference = FaultCode(rawValue: 0x000e0009)
    /// `0x000e000a`.
    public static let rfpRestarted = FaultCode(rawValue: 0x000e000a)
    /// `0x000f0001`.
    public static let envHighTemperature = FaultCode(rawValue: 0x000f0001)
    /// `0x000f0002`.
    public static let envHighPowerConsumption = FaultCode(rawValue: 0x000f0002)
    /// `0x000f0004`.
    public static let envSupplyVoltageLow = FaultCode(rawValue: 0x000f0004)
    /// `0x000f0008`.
    public static let envSupplyVoltageHigh = FaultCode(rawValue: 0x000f0008)
    /// `0x000f0010`.
    public static let envFanFailure = FaultCode(rawValue: 0x000f0010)
    /// `0x00100001`.
    public static let syncRingBroken = FaultCode(rawValue: 0x00100001)
    /// `0x00100002`.
    public static let syncRefSignalLost = FaultCode(rawValue: 0x00100002)
    /// `0x00100004`.
    public static let syncLost = FaultCode(rawValue: 0x00100004)
    /// `0x00100008`.
    public static let syncUnsynchronizedToReference = FaultCode(rawValue: 0x00100008)
    /// `0x00110000`.
    public static let ipInterfaceDown = FaultCode(rawValue: 0x00110000)
    /// `0x00110001`.
    public static let ipInterfaceNotConfigured = FaultCode(rawValue: 0x00110001)
    /// `0x00110002`.
    public static let ipDhcpServerNotResponding = FaultCode(rawValue: 0x00110002)
    /// `0x00110019`.
    public static let ipInvalidUdpRtpPortRange = FaultCode(rawValue: 0x00110019)
    /// `0x0011001a`.
    public static let ipInvalidUdpNatPortRange = FaultCode(rawValue: 0x0011001a)
    /// `0x0011001b`.
    public static let ipInvalidNatPortRange = FaultCode(rawValue: 0x0011001b)
    /// `0x0011001c`.
    public static let ipRouteWithoutInterface1c = FaultCode(rawValue: 0x0011001c)
    /// `0x0011001d`.
    public static let ipRouteWithoutInterface1d = FaultCode(rawValue: 0x0011001d)
    /// `0x0011001e`.
    public static let ipRouteWithoutInterface1e = FaultCode(rawValue: 0x0011001e)
    /// `0x0011001f`.
    public static let ipRouteWithoutInterface1f = FaultCode(rawValue: 0x0011001f)
    /// `0x00110041`.
    public static let ipArpPoisoningDetected = FaultCode(rawValue: 0x00110041)
    /// `0x00110046`.
    public static let ipOutOfTcpNatPorts = FaultCode(rawValue: 0x00110046)
    /// `0x00110047`.
    public static let ipOutOfTcpPorts = FaultCode(rawValue: 0x00110047)
    /// `0x00110049`.
    public static let ipTcpBindError = FaultCode(rawValue: 0x00110049)
    /// `0x00110050`.
    public static let ipOutOfUdpRtpPorts = FaultCode(rawValue: 0x00110050)
    /// `0x00110051`.
    public static let ipOutOfUdpPorts = FaultCode(rawValue: 0x00110051)
    /// `0x00110053`.
    public static let ipUdpBindError = FaultCode(rawValue: 0x00110053)
    /// `0x0011005a`.
    public static let ipNoRouteToDestination = FaultCode(rawValue: 0x0011005a)
    /// `0x0011005b`.
    public static let ipNoRouteToDestinationIfDown = FaultCode(rawValue: 0x0011005b)
    /// `0x0011005c`.
    public static let ipNoRouteToDestinationIfUnknown = FaultCode(rawValue: 0x0011005c)
    /// `0x0011005d`.
    public static let ipNoRouteToDestinationIfNotConfigured = FaultCode(rawValue: 0x0011005d)
    /// `0x0011005e`.
    public static let ipNoRouteToDestinationNoGateway = FaultCode(rawValue: 0x0011005e)
    /// `0x0011005f`.
    public static let ipNoRouteToDestinationLoop = FaultCode(rawValue: 0x0011005f)
    /// `0x00120001`.
    public static let boxMemoryLow = FaultCode(rawValue: 0x00120001)
    /// `0x00140001`.
    public static let rfpBusyForSpeech = FaultCode(rawValue: 0x00140001)
    /// `0x00140065`.
    public static let dectDefEncKeyTimeout = FaultCode(rawValue: 0x00140065)
    /// `0x00140066`.
    public static let dectCipherTimeout = FaultCode(rawValue: 0x00140066)
    /// `0x00140067`.
    public static let dectMasterConnectionTimeout = FaultCode(rawValue: 0x00140067)
    /// `0x00140068`.
    public static let dectRfpiCollision = FaultCode(rawValue: 0x00140068)
    /// `0x00150001`.
    public static let sysBusyForSpeech = FaultCode(rawValue: 0x00150001)
    /// `0x001a0001`.
    public static let uniteCommunicationFailure = FaultCode(rawValue: 0x001a0001)
    /// `0x001a0002`.
    public static let uniteWebSocketConnectionDown = FaultCode(rawValue: 0x001a0002)
    /// `0x001a0003`.
    public static let uniteIncompatibleHeartbeat = FaultCode(rawValue: 0x001a0003)
    /// `0x001a0100`.
    public static let cuniteCommunicationFailure = FaultCode(rawValue: 0x001a0100)
    /// `0x00210001`.
    public static let updateScriptGetFailed = FaultCode(rawValue: 0x00210001)
    /// `0x00210002`.
    public static let bootGetFailed = FaultCode(rawValue: 0x00210002)
    /// `0x00210003`.
    public static let firmwareGetFailed = FaultCode(rawValue: 0x00210003)
    /// `0x00210004`.
    public static let configGetFailed = FaultCode(rawValue: 0x00210004)
    /// `0x00210006`.
    public static let configPutFailed = FaultCode(rawValue: 0x00210006)
}
