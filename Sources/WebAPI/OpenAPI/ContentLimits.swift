import Faults
import IPDECTCore

// What the fields of content may be, where their types do not say it.

extension RadioAddition: SchemaRefining {
    static let limits: [String: [String: JSONValue]] = ["region": ["maximum": 249]]
}

extension SyncChange: SchemaRefining {
    static let limits: [String: [String: JSONValue]] = [
        "mode": ["enum": JSONValue(SyncMode.allCases.map { "\($0)" })],
        "region": ["maximum": 249],
        "lockedTo": [
            "maxItems": 2, "items": ["type": "string", "pattern": "^[0-389abAB][0-9a-fA-F]{9}$"],
        ],
    ]
}

extension RegionChange: SchemaRefining {
    static let limits: [String: [String: JSONValue]] = [
        "name": ["maxLength": 64], "referenceRegion": ["maximum": 249],
    ]
}

extension LocationChange: SchemaRefining {
    private static let plain = "^[^\\u0000-\\u001f\\u007f]*$"

    static let limits: [String: [String: JSONValue]] = [
        "locationID": ["maxLength": .integer(Int64(Radio.locationLimit)), "pattern": .string(plain)],
        "description": ["maxLength": .integer(Int64(Radio.locationDescriptionLimit)), "pattern": .string(plain)],
    ]
}

extension SeriousnessChange: SchemaRefining {
    static let limits: [String: [String: JSONValue]] = [
        "seriousness": ["enum": JSONValue(Seriousness.allCases.map { "\($0)" } + ["default"])]
    ]
}

extension CaptureStart: SchemaRefining {
    static let limits: [String: [String: JSONValue]] = [
        "format": ["enum": ["pcap", "pcapng"]], "megabytes": ["minimum": 1, "maximum": 100_000],
    ]
}

extension CertificateRequestContent: SchemaRefining {
    static let limits: [String: [String: JSONValue]] = [
        "commonName": ["minLength": 1, "maxLength": 64], "key": ["enum": ["rsa-2048", "rsa-4096", "ec-p256", "reuse"]],
        "signature": ["enum": ["sha256", "sha384", "sha512"]], "validityYears": ["minimum": 1, "maximum": 50],
        "country": ["pattern": "^([A-Za-z]{2})?$"],
    ]
}
