"""A name per term: plain strings, grouped by namespace, for code that reads or writes the graph.

`HTX` holds exactly the terms that `core.ttl` defines; a test compares the two.
"""

from __future__ import annotations

PREFIXES: dict[str, str] = {
    "htx": "https://w3id.org/htxgraph/ontology#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "org": "http://www.w3.org/ns/org#",
    "prov": "http://www.w3.org/ns/prov#",
    "oa": "http://www.w3.org/ns/oa#",
    "qb": "http://purl.org/linked-data/cube#",
    "sdmx-attribute": "http://purl.org/linked-data/sdmx/2009/attribute#",
    "sdmx-code": "http://purl.org/linked-data/sdmx/2009/code#",
    "sdmx-dimension": "http://purl.org/linked-data/sdmx/2009/dimension#",
    "sdmx-measure": "http://purl.org/linked-data/sdmx/2009/measure#",
    "schema": "https://schema.org/",
    "lode": "http://linkedevents.org/ontology/",
    "vivo": "http://vivoweb.org/ontology/core#",
    "nobel": "http://data.nobelprize.org/terms/",
    "wd": "http://www.wikidata.org/entity/",
    "wdt": "http://www.wikidata.org/prop/direct/",
    "wgs84": "http://www.w3.org/2003/01/geo/wgs84_pos#",
    "sssom": "https://w3id.org/sssom/",
    "void": "http://rdfs.org/ns/void#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "sd": "http://www.w3.org/ns/sparql-service-description#",
    "sh": "http://www.w3.org/ns/shacl#",
    "adms": "http://www.w3.org/ns/adms#",
    "vann": "http://purl.org/vocab/vann/",
}
"""Prefix → namespace, as queries and files abbreviate them."""


class HTX:
    """Our own terms: classes, properties and closed concepts, as `core.ttl` defines them."""

    NAMESPACE = "https://w3id.org/htxgraph/ontology#"
    Accumulation = "https://w3id.org/htxgraph/ontology#Accumulation"
    AdministrativeUnit = "https://w3id.org/htxgraph/ontology#AdministrativeUnit"
    ArtsOrganization = "https://w3id.org/htxgraph/ontology#ArtsOrganization"
    Association = "https://w3id.org/htxgraph/ontology#Association"
    Award = "https://w3id.org/htxgraph/ontology#Award"
    AwardCategory = "https://w3id.org/htxgraph/ontology#AwardCategory"
    AwardDecision = "https://w3id.org/htxgraph/ontology#AwardDecision"
    AwardForm = "https://w3id.org/htxgraph/ontology#AwardForm"
    AwardNature = "https://w3id.org/htxgraph/ontology#AwardNature"
    AwardStatus = "https://w3id.org/htxgraph/ontology#AwardStatus"
    Bank = "https://w3id.org/htxgraph/ontology#Bank"
    Campaign = "https://w3id.org/htxgraph/ontology#Campaign"
    Ceremony = "https://w3id.org/htxgraph/ontology#Ceremony"
    Certification = "https://w3id.org/htxgraph/ontology#Certification"
    Claim = "https://w3id.org/htxgraph/ontology#Claim"
    Commune = "https://w3id.org/htxgraph/ontology#Commune"
    Conference = "https://w3id.org/htxgraph/ontology#Conference"
    Conferral = "https://w3id.org/htxgraph/ontology#Conferral"
    Congress = "https://w3id.org/htxgraph/ontology#Congress"
    Contest = "https://w3id.org/htxgraph/ontology#Contest"
    Cooperative = "https://w3id.org/htxgraph/ontology#Cooperative"
    CooperativeAlliance = "https://w3id.org/htxgraph/ontology#CooperativeAlliance"
    CooperativeGroup = "https://w3id.org/htxgraph/ontology#CooperativeGroup"
    CooperativeUnion = "https://w3id.org/htxgraph/ontology#CooperativeUnion"
    Council = "https://w3id.org/htxgraph/ontology#Council"
    CountedGroup = "https://w3id.org/htxgraph/ontology#CountedGroup"
    Department = "https://w3id.org/htxgraph/ontology#Department"
    District = "https://w3id.org/htxgraph/ontology#District"
    Document = "https://w3id.org/htxgraph/ontology#Document"
    EmulationBloc = "https://w3id.org/htxgraph/ontology#EmulationBloc"
    Enterprise = "https://w3id.org/htxgraph/ontology#Enterprise"
    Event = "https://w3id.org/htxgraph/ontology#Event"
    Fair = "https://w3id.org/htxgraph/ontology#Fair"
    Fund = "https://w3id.org/htxgraph/ontology#Fund"
    Government = "https://w3id.org/htxgraph/ontology#Government"
    GrantingPower = "https://w3id.org/htxgraph/ontology#GrantingPower"
    Hospital = "https://w3id.org/htxgraph/ontology#Hospital"
    Household = "https://w3id.org/htxgraph/ontology#Household"
    InternationalOrganization = "https://w3id.org/htxgraph/ontology#InternationalOrganization"
    Law = "https://w3id.org/htxgraph/ontology#Law"
    Legislature = "https://w3id.org/htxgraph/ontology#Legislature"
    Level = "https://w3id.org/htxgraph/ontology#Level"
    LinkRecord = "https://w3id.org/htxgraph/ontology#LinkRecord"
    MassOrganization = "https://w3id.org/htxgraph/ontology#MassOrganization"
    Measure = "https://w3id.org/htxgraph/ontology#Measure"
    MediaOrganization = "https://w3id.org/htxgraph/ontology#MediaOrganization"
    Meeting = "https://w3id.org/htxgraph/ontology#Meeting"
    MemberKind = "https://w3id.org/htxgraph/ontology#MemberKind"
    MilitaryUnit = "https://w3id.org/htxgraph/ontology#MilitaryUnit"
    Ministry = "https://w3id.org/htxgraph/ontology#Ministry"
    Motivation = "https://w3id.org/htxgraph/ontology#Motivation"
    NewsArticle = "https://w3id.org/htxgraph/ontology#NewsArticle"
    OrganizationFact = "https://w3id.org/htxgraph/ontology#OrganizationFact"
    OrganizationKind = "https://w3id.org/htxgraph/ontology#OrganizationKind"
    OrganizationUnit = "https://w3id.org/htxgraph/ontology#OrganizationUnit"
    Participation = "https://w3id.org/htxgraph/ontology#Participation"
    ParticipationRole = "https://w3id.org/htxgraph/ontology#ParticipationRole"
    Party = "https://w3id.org/htxgraph/ontology#Party"
    PartyCommittee = "https://w3id.org/htxgraph/ontology#PartyCommittee"
    PeoplesCommittee = "https://w3id.org/htxgraph/ontology#PeoplesCommittee"
    PeoplesCouncil = "https://w3id.org/htxgraph/ontology#PeoplesCouncil"
    PeoplesCreditFund = "https://w3id.org/htxgraph/ontology#PeoplesCreditFund"
    PoliceUnit = "https://w3id.org/htxgraph/ontology#PoliceUnit"
    PostKind = "https://w3id.org/htxgraph/ontology#PostKind"
    Presentation = "https://w3id.org/htxgraph/ontology#Presentation"
    Product = "https://w3id.org/htxgraph/ontology#Product"
    Province = "https://w3id.org/htxgraph/ontology#Province"
    Qualifier = "https://w3id.org/htxgraph/ontology#Qualifier"
    ReligiousOrganization = "https://w3id.org/htxgraph/ontology#ReligiousOrganization"
    ResearchInstitute = "https://w3id.org/htxgraph/ontology#ResearchInstitute"
    Review = "https://w3id.org/htxgraph/ontology#Review"
    RowSelector = "https://w3id.org/htxgraph/ontology#RowSelector"
    School = "https://w3id.org/htxgraph/ontology#School"
    SportsOrganization = "https://w3id.org/htxgraph/ontology#SportsOrganization"
    StateOrgan = "https://w3id.org/htxgraph/ontology#StateOrgan"
    SuccessionRelation = "https://w3id.org/htxgraph/ontology#SuccessionRelation"
    TableDocument = "https://w3id.org/htxgraph/ontology#TableDocument"
    Training = "https://w3id.org/htxgraph/ontology#Training"
    UnrealizedAward = "https://w3id.org/htxgraph/ontology#UnrealizedAward"
    Visit = "https://w3id.org/htxgraph/ontology#Visit"
    abbreviation = "https://w3id.org/htxgraph/ontology#abbreviation"
    accumulation = "https://w3id.org/htxgraph/ontology#accumulation"
    asHolderOf = "https://w3id.org/htxgraph/ontology#asHolderOf"
    asOf = "https://w3id.org/htxgraph/ontology#asOf"
    atEvent = "https://w3id.org/htxgraph/ontology#atEvent"
    attestedOn = "https://w3id.org/htxgraph/ontology#attestedOn"
    award = "https://w3id.org/htxgraph/ontology#award"
    awardForm = "https://w3id.org/htxgraph/ontology#awardForm"
    awardNature = "https://w3id.org/htxgraph/ontology#awardNature"
    awarded = "https://w3id.org/htxgraph/ontology#awarded"
    baseUnit = "https://w3id.org/htxgraph/ontology#baseUnit"
    category = "https://w3id.org/htxgraph/ontology#category"
    certifiedProduct = "https://w3id.org/htxgraph/ontology#certifiedProduct"
    column = "https://w3id.org/htxgraph/ontology#column"
    conferredOn = "https://w3id.org/htxgraph/ontology#conferredOn"
    confidence = "https://w3id.org/htxgraph/ontology#confidence"
    count = "https://w3id.org/htxgraph/ontology#count"
    countMax = "https://w3id.org/htxgraph/ontology#countMax"
    countMin = "https://w3id.org/htxgraph/ontology#countMin"
    countQualifier = "https://w3id.org/htxgraph/ontology#countQualifier"
    date = "https://w3id.org/htxgraph/ontology#date"
    decidedBy = "https://w3id.org/htxgraph/ontology#decidedBy"
    decision = "https://w3id.org/htxgraph/ontology#decision"
    endDate = "https://w3id.org/htxgraph/ontology#endDate"
    event = "https://w3id.org/htxgraph/ontology#event"
    exclusive = "https://w3id.org/htxgraph/ontology#exclusive"
    extractorVersion = "https://w3id.org/htxgraph/ontology#extractorVersion"
    firstAttested = "https://w3id.org/htxgraph/ontology#firstAttested"
    flag = "https://w3id.org/htxgraph/ontology#flag"
    forPeriod = "https://w3id.org/htxgraph/ontology#forPeriod"
    former = "https://w3id.org/htxgraph/ontology#former"
    foundedOn = "https://w3id.org/htxgraph/ontology#foundedOn"
    grade = "https://w3id.org/htxgraph/ontology#grade"
    gradeOption = "https://w3id.org/htxgraph/ontology#gradeOption"
    grantedBy = "https://w3id.org/htxgraph/ontology#grantedBy"
    grantor = "https://w3id.org/htxgraph/ontology#grantor"
    headedBy = "https://w3id.org/htxgraph/ontology#headedBy"
    heldPostIn = "https://w3id.org/htxgraph/ontology#heldPostIn"
    inPlace = "https://w3id.org/htxgraph/ontology#inPlace"
    inProvince = "https://w3id.org/htxgraph/ontology#inProvince"
    inferredHolder = "https://w3id.org/htxgraph/ontology#inferredHolder"
    kindFollows = "https://w3id.org/htxgraph/ontology#kindFollows"
    knownMember = "https://w3id.org/htxgraph/ontology#knownMember"
    lastAttested = "https://w3id.org/htxgraph/ontology#lastAttested"
    legalBasis = "https://w3id.org/htxgraph/ontology#legalBasis"
    level = "https://w3id.org/htxgraph/ontology#level"
    linkFrom = "https://w3id.org/htxgraph/ontology#linkFrom"
    linkMethod = "https://w3id.org/htxgraph/ontology#linkMethod"
    linkRelation = "https://w3id.org/htxgraph/ontology#linkRelation"
    linkScore = "https://w3id.org/htxgraph/ontology#linkScore"
    linkTo = "https://w3id.org/htxgraph/ontology#linkTo"
    locatedIn = "https://w3id.org/htxgraph/ontology#locatedIn"
    measure = "https://w3id.org/htxgraph/ontology#measure"
    measureName = "https://w3id.org/htxgraph/ontology#measureName"
    memberKind = "https://w3id.org/htxgraph/ontology#memberKind"
    mentions = "https://w3id.org/htxgraph/ontology#mentions"
    mergedInto = "https://w3id.org/htxgraph/ontology#mergedInto"
    object = "https://w3id.org/htxgraph/ontology#object"
    onBehalfOf = "https://w3id.org/htxgraph/ontology#onBehalfOf"
    organizationClass = "https://w3id.org/htxgraph/ontology#organizationClass"
    organizationKind = "https://w3id.org/htxgraph/ontology#organizationKind"
    organizer = "https://w3id.org/htxgraph/ontology#organizer"
    originalUnit = "https://w3id.org/htxgraph/ontology#originalUnit"
    originalUnitPart = "https://w3id.org/htxgraph/ontology#originalUnitPart"
    owner = "https://w3id.org/htxgraph/ontology#owner"
    participant = "https://w3id.org/htxgraph/ontology#participant"
    participationRole = "https://w3id.org/htxgraph/ontology#participationRole"
    pattern = "https://w3id.org/htxgraph/ontology#pattern"
    place = "https://w3id.org/htxgraph/ontology#place"
    placeName = "https://w3id.org/htxgraph/ontology#placeName"
    provinceInFocus = "https://w3id.org/htxgraph/ontology#provinceInFocus"
    post = "https://w3id.org/htxgraph/ontology#post"
    postIn = "https://w3id.org/htxgraph/ontology#postIn"
    predicate = "https://w3id.org/htxgraph/ontology#predicate"
    presentedTo = "https://w3id.org/htxgraph/ontology#presentedTo"
    presenter = "https://w3id.org/htxgraph/ontology#presenter"
    presents = "https://w3id.org/htxgraph/ontology#presents"
    rank = "https://w3id.org/htxgraph/ontology#rank"
    reason = "https://w3id.org/htxgraph/ontology#reason"
    recipient = "https://w3id.org/htxgraph/ontology#recipient"
    recipientKind = "https://w3id.org/htxgraph/ontology#recipientKind"
    refPeriod = "https://w3id.org/htxgraph/ontology#refPeriod"
    registrationCode = "https://w3id.org/htxgraph/ontology#registrationCode"
    resultingUnit = "https://w3id.org/htxgraph/ontology#resultingUnit"
    roleName = "https://w3id.org/htxgraph/ontology#roleName"
    row = "https://w3id.org/htxgraph/ontology#row"
    rule = "https://w3id.org/htxgraph/ontology#rule"
    scale = "https://w3id.org/htxgraph/ontology#scale"
    scheme = "https://w3id.org/htxgraph/ontology#scheme"
    sha256 = "https://w3id.org/htxgraph/ontology#sha256"
    sheet = "https://w3id.org/htxgraph/ontology#sheet"
    stars = "https://w3id.org/htxgraph/ontology#stars"
    startDate = "https://w3id.org/htxgraph/ontology#startDate"
    statedAs = "https://w3id.org/htxgraph/ontology#statedAs"
    status = "https://w3id.org/htxgraph/ontology#status"
    subEventOf = "https://w3id.org/htxgraph/ontology#subEventOf"
    subject = "https://w3id.org/htxgraph/ontology#subject"
    successionRelation = "https://w3id.org/htxgraph/ontology#successionRelation"
    successorKind = "https://w3id.org/htxgraph/ontology#successorKind"
    supervisedBy = "https://w3id.org/htxgraph/ontology#supervisedBy"
    term = "https://w3id.org/htxgraph/ontology#term"
    tookPartIn = "https://w3id.org/htxgraph/ontology#tookPartIn"
    trust = "https://w3id.org/htxgraph/ontology#trust"
    underLaw = "https://w3id.org/htxgraph/ontology#underLaw"
    unit = "https://w3id.org/htxgraph/ontology#unit"
    unitCode = "https://w3id.org/htxgraph/ontology#unitCode"
    unitType = "https://w3id.org/htxgraph/ontology#unitType"
    validFrom = "https://w3id.org/htxgraph/ontology#validFrom"
    validTo = "https://w3id.org/htxgraph/ontology#validTo"
    validUntil = "https://w3id.org/htxgraph/ontology#validUntil"
    value = "https://w3id.org/htxgraph/ontology#value"
    valueQualifier = "https://w3id.org/htxgraph/ontology#valueQualifier"
    within = "https://w3id.org/htxgraph/ontology#within"
    about = "https://w3id.org/htxgraph/ontology#about"
    absorbingName = "https://w3id.org/htxgraph/ontology#absorbingName"
    annualPrize = "https://w3id.org/htxgraph/ontology#annualPrize"
    anyLevel = "https://w3id.org/htxgraph/ontology#anyLevel"
    atLeast = "https://w3id.org/htxgraph/ontology#atLeast"
    atMost = "https://w3id.org/htxgraph/ontology#atMost"
    attended = "https://w3id.org/htxgraph/ontology#attended"
    badge = "https://w3id.org/htxgraph/ontology#badge"
    centralOrganization = "https://w3id.org/htxgraph/ontology#centralOrganization"
    certificateOfCommendation = "https://w3id.org/htxgraph/ontology#certificateOfCommendation"
    certificateOfMerit = "https://w3id.org/htxgraph/ontology#certificateOfMerit"
    certification = "https://w3id.org/htxgraph/ontology#certification"
    chaired = "https://w3id.org/htxgraph/ontology#chaired"
    collective = "https://w3id.org/htxgraph/ontology#collective"
    collectiveTitle = "https://w3id.org/htxgraph/ontology#collectiveTitle"
    commemorativeMedal = "https://w3id.org/htxgraph/ontology#commemorativeMedal"
    commendation = "https://w3id.org/htxgraph/ontology#commendation"
    communeLevel = "https://w3id.org/htxgraph/ontology#communeLevel"
    concluded = "https://w3id.org/htxgraph/ontology#concluded"
    conferred = "https://w3id.org/htxgraph/ontology#conferred"
    contradicting = "https://w3id.org/htxgraph/ontology#contradicting"
    cooperative = "https://w3id.org/htxgraph/ontology#cooperative"
    cooperativeGroup = "https://w3id.org/htxgraph/ontology#cooperativeGroup"
    cooperativeLevel = "https://w3id.org/htxgraph/ontology#cooperativeLevel"
    cooperativeUnion = "https://w3id.org/htxgraph/ontology#cooperativeUnion"
    countOf = "https://w3id.org/htxgraph/ontology#countOf"
    decided = "https://w3id.org/htxgraph/ontology#decided"
    districtLevel = "https://w3id.org/htxgraph/ontology#districtLevel"
    emulationTitle = "https://w3id.org/htxgraph/ontology#emulationTitle"
    enterprise = "https://w3id.org/htxgraph/ontology#enterprise"
    exactly = "https://w3id.org/htxgraph/ontology#exactly"
    flow = "https://w3id.org/htxgraph/ontology#flow"
    household = "https://w3id.org/htxgraph/ontology#household"
    householdTitle = "https://w3id.org/htxgraph/ontology#householdTitle"
    individual = "https://w3id.org/htxgraph/ontology#individual"
    individualTitle = "https://w3id.org/htxgraph/ontology#individualTitle"
    lessThan = "https://w3id.org/htxgraph/ontology#lessThan"
    letterOfCommendation = "https://w3id.org/htxgraph/ontology#letterOfCommendation"
    locality = "https://w3id.org/htxgraph/ontology#locality"
    many = "https://w3id.org/htxgraph/ontology#many"
    medal = "https://w3id.org/htxgraph/ontology#medal"
    mergedIntoOther = "https://w3id.org/htxgraph/ontology#mergedIntoOther"
    ministryLevel = "https://w3id.org/htxgraph/ontology#ministryLevel"
    ministryOrProvince = "https://w3id.org/htxgraph/ontology#ministryOrProvince"
    moreThan = "https://w3id.org/htxgraph/ontology#moreThan"
    nationalLevel = "https://w3id.org/htxgraph/ontology#nationalLevel"
    ocop = "https://w3id.org/htxgraph/ontology#ocop"
    order = "https://w3id.org/htxgraph/ontology#order"
    organization = "https://w3id.org/htxgraph/ontology#organization"
    organized = "https://w3id.org/htxgraph/ontology#organized"
    peoplesCreditFund = "https://w3id.org/htxgraph/ontology#peoplesCreditFund"
    planned = "https://w3id.org/htxgraph/ontology#planned"
    powerHolder = "https://w3id.org/htxgraph/ontology#powerHolder"
    powerOver = "https://w3id.org/htxgraph/ontology#powerOver"
    presented = "https://w3id.org/htxgraph/ontology#presented"
    prize = "https://w3id.org/htxgraph/ontology#prize"
    product = "https://w3id.org/htxgraph/ontology#product"
    proposed = "https://w3id.org/htxgraph/ontology#proposed"
    provinceLevel = "https://w3id.org/htxgraph/ontology#provinceLevel"
    provincialDepartment = "https://w3id.org/htxgraph/ontology#provincialDepartment"
    provincialOrganization = "https://w3id.org/htxgraph/ontology#provincialOrganization"
    ratio = "https://w3id.org/htxgraph/ontology#ratio"
    refused = "https://w3id.org/htxgraph/ontology#refused"
    regional = "https://w3id.org/htxgraph/ontology#regional"
    reported = "https://w3id.org/htxgraph/ontology#reported"
    revoked = "https://w3id.org/htxgraph/ontology#revoked"
    signed = "https://w3id.org/htxgraph/ontology#signed"
    spoke = "https://w3id.org/htxgraph/ontology#spoke"
    state = "https://w3id.org/htxgraph/ontology#state"
    stateHonoraryTitle = "https://w3id.org/htxgraph/ontology#stateHonoraryTitle"
    statePrize = "https://w3id.org/htxgraph/ontology#statePrize"
    stock = "https://w3id.org/htxgraph/ontology#stock"
    supporting = "https://w3id.org/htxgraph/ontology#supporting"
    unchanged = "https://w3id.org/htxgraph/ontology#unchanged"
    unitLevel = "https://w3id.org/htxgraph/ontology#unitLevel"
    unknownLevel = "https://w3id.org/htxgraph/ontology#unknownLevel"


class RDF:
    """RDF syntax."""

    NAMESPACE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
    Property = "http://www.w3.org/1999/02/22-rdf-syntax-ns#Property"
    first = "http://www.w3.org/1999/02/22-rdf-syntax-ns#first"
    langString = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"
    rest = "http://www.w3.org/1999/02/22-rdf-syntax-ns#rest"
    type = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
    value = "http://www.w3.org/1999/02/22-rdf-syntax-ns#value"


class RDFS:
    """RDF Schema."""

    NAMESPACE = "http://www.w3.org/2000/01/rdf-schema#"
    Class = "http://www.w3.org/2000/01/rdf-schema#Class"
    Datatype = "http://www.w3.org/2000/01/rdf-schema#Datatype"
    Resource = "http://www.w3.org/2000/01/rdf-schema#Resource"
    comment = "http://www.w3.org/2000/01/rdf-schema#comment"
    domain = "http://www.w3.org/2000/01/rdf-schema#domain"
    isDefinedBy = "http://www.w3.org/2000/01/rdf-schema#isDefinedBy"
    label = "http://www.w3.org/2000/01/rdf-schema#label"
    range = "http://www.w3.org/2000/01/rdf-schema#range"
    seeAlso = "http://www.w3.org/2000/01/rdf-schema#seeAlso"
    subClassOf = "http://www.w3.org/2000/01/rdf-schema#subClassOf"
    subPropertyOf = "http://www.w3.org/2000/01/rdf-schema#subPropertyOf"


class OWL:
    """OWL. `sameAs` is named only to be refused."""

    NAMESPACE = "http://www.w3.org/2002/07/owl#"
    AnnotationProperty = "http://www.w3.org/2002/07/owl#AnnotationProperty"
    Class = "http://www.w3.org/2002/07/owl#Class"
    DatatypeProperty = "http://www.w3.org/2002/07/owl#DatatypeProperty"
    ObjectProperty = "http://www.w3.org/2002/07/owl#ObjectProperty"
    Ontology = "http://www.w3.org/2002/07/owl#Ontology"
    sameAs = "http://www.w3.org/2002/07/owl#sameAs"
    unionOf = "http://www.w3.org/2002/07/owl#unionOf"
    versionInfo = "http://www.w3.org/2002/07/owl#versionInfo"


class XSD:
    """XML Schema datatypes."""

    NAMESPACE = "http://www.w3.org/2001/XMLSchema#"
    anyURI = "http://www.w3.org/2001/XMLSchema#anyURI"
    boolean = "http://www.w3.org/2001/XMLSchema#boolean"
    date = "http://www.w3.org/2001/XMLSchema#date"
    dateTime = "http://www.w3.org/2001/XMLSchema#dateTime"
    decimal = "http://www.w3.org/2001/XMLSchema#decimal"
    double = "http://www.w3.org/2001/XMLSchema#double"
    gYear = "http://www.w3.org/2001/XMLSchema#gYear"
    gYearMonth = "http://www.w3.org/2001/XMLSchema#gYearMonth"
    integer = "http://www.w3.org/2001/XMLSchema#integer"
    string = "http://www.w3.org/2001/XMLSchema#string"


class SKOS:
    """Concepts and labels."""

    NAMESPACE = "http://www.w3.org/2004/02/skos/core#"
    Concept = "http://www.w3.org/2004/02/skos/core#Concept"
    ConceptScheme = "http://www.w3.org/2004/02/skos/core#ConceptScheme"
    altLabel = "http://www.w3.org/2004/02/skos/core#altLabel"
    broader = "http://www.w3.org/2004/02/skos/core#broader"
    closeMatch = "http://www.w3.org/2004/02/skos/core#closeMatch"
    definition = "http://www.w3.org/2004/02/skos/core#definition"
    exactMatch = "http://www.w3.org/2004/02/skos/core#exactMatch"
    hiddenLabel = "http://www.w3.org/2004/02/skos/core#hiddenLabel"
    inScheme = "http://www.w3.org/2004/02/skos/core#inScheme"
    narrower = "http://www.w3.org/2004/02/skos/core#narrower"
    notation = "http://www.w3.org/2004/02/skos/core#notation"
    prefLabel = "http://www.w3.org/2004/02/skos/core#prefLabel"
    scopeNote = "http://www.w3.org/2004/02/skos/core#scopeNote"


class DCT:
    """Dublin Core terms."""

    NAMESPACE = "http://purl.org/dc/terms/"
    created = "http://purl.org/dc/terms/created"
    creator = "http://purl.org/dc/terms/creator"
    date = "http://purl.org/dc/terms/date"
    description = "http://purl.org/dc/terms/description"
    format = "http://purl.org/dc/terms/format"
    identifier = "http://purl.org/dc/terms/identifier"
    isPartOf = "http://purl.org/dc/terms/isPartOf"
    isReplacedBy = "http://purl.org/dc/terms/isReplacedBy"
    issued = "http://purl.org/dc/terms/issued"
    language = "http://purl.org/dc/terms/language"
    license = "http://purl.org/dc/terms/license"
    modified = "http://purl.org/dc/terms/modified"
    publisher = "http://purl.org/dc/terms/publisher"
    replaces = "http://purl.org/dc/terms/replaces"
    source = "http://purl.org/dc/terms/source"
    subject = "http://purl.org/dc/terms/subject"
    title = "http://purl.org/dc/terms/title"


class FOAF:
    """People, groups and documents."""

    NAMESPACE = "http://xmlns.com/foaf/0.1/"
    Agent = "http://xmlns.com/foaf/0.1/Agent"
    Document = "http://xmlns.com/foaf/0.1/Document"
    Group = "http://xmlns.com/foaf/0.1/Group"
    Person = "http://xmlns.com/foaf/0.1/Person"
    homepage = "http://xmlns.com/foaf/0.1/homepage"
    member = "http://xmlns.com/foaf/0.1/member"
    name = "http://xmlns.com/foaf/0.1/name"


class ORG:
    """W3C Organization ontology. `heldBy` is named only to be refused."""

    NAMESPACE = "http://www.w3.org/ns/org#"
    ChangeEvent = "http://www.w3.org/ns/org#ChangeEvent"
    FormalOrganization = "http://www.w3.org/ns/org#FormalOrganization"
    Membership = "http://www.w3.org/ns/org#Membership"
    Organization = "http://www.w3.org/ns/org#Organization"
    OrganizationalCollaboration = "http://www.w3.org/ns/org#OrganizationalCollaboration"
    OrganizationalUnit = "http://www.w3.org/ns/org#OrganizationalUnit"
    Post = "http://www.w3.org/ns/org#Post"
    Role = "http://www.w3.org/ns/org#Role"
    classification = "http://www.w3.org/ns/org#classification"
    heldBy = "http://www.w3.org/ns/org#heldBy"
    holds = "http://www.w3.org/ns/org#holds"
    identifier = "http://www.w3.org/ns/org#identifier"
    member = "http://www.w3.org/ns/org#member"
    memberDuring = "http://www.w3.org/ns/org#memberDuring"
    memberOf = "http://www.w3.org/ns/org#memberOf"
    organization = "http://www.w3.org/ns/org#organization"
    postIn = "http://www.w3.org/ns/org#postIn"
    reportsTo = "http://www.w3.org/ns/org#reportsTo"
    role = "http://www.w3.org/ns/org#role"
    subOrganizationOf = "http://www.w3.org/ns/org#subOrganizationOf"


class PROV:
    """W3C provenance."""

    NAMESPACE = "http://www.w3.org/ns/prov#"
    Activity = "http://www.w3.org/ns/prov#Activity"
    Agent = "http://www.w3.org/ns/prov#Agent"
    Delegation = "http://www.w3.org/ns/prov#Delegation"
    Entity = "http://www.w3.org/ns/prov#Entity"
    SoftwareAgent = "http://www.w3.org/ns/prov#SoftwareAgent"
    actedOnBehalfOf = "http://www.w3.org/ns/prov#actedOnBehalfOf"
    agent = "http://www.w3.org/ns/prov#agent"
    endedAtTime = "http://www.w3.org/ns/prov#endedAtTime"
    hadActivity = "http://www.w3.org/ns/prov#hadActivity"
    qualifiedDelegation = "http://www.w3.org/ns/prov#qualifiedDelegation"
    startedAtTime = "http://www.w3.org/ns/prov#startedAtTime"
    used = "http://www.w3.org/ns/prov#used"
    wasAssociatedWith = "http://www.w3.org/ns/prov#wasAssociatedWith"
    wasAttributedTo = "http://www.w3.org/ns/prov#wasAttributedTo"
    wasDerivedFrom = "http://www.w3.org/ns/prov#wasDerivedFrom"
    wasGeneratedBy = "http://www.w3.org/ns/prov#wasGeneratedBy"


class OA:
    """Web Annotation: evidence."""

    NAMESPACE = "http://www.w3.org/ns/oa#"
    Annotation = "http://www.w3.org/ns/oa#Annotation"
    Motivation = "http://www.w3.org/ns/oa#Motivation"
    Selector = "http://www.w3.org/ns/oa#Selector"
    SpecificResource = "http://www.w3.org/ns/oa#SpecificResource"
    TextPositionSelector = "http://www.w3.org/ns/oa#TextPositionSelector"
    TextQuoteSelector = "http://www.w3.org/ns/oa#TextQuoteSelector"
    end = "http://www.w3.org/ns/oa#end"
    exact = "http://www.w3.org/ns/oa#exact"
    hasBody = "http://www.w3.org/ns/oa#hasBody"
    hasSelector = "http://www.w3.org/ns/oa#hasSelector"
    hasSource = "http://www.w3.org/ns/oa#hasSource"
    hasTarget = "http://www.w3.org/ns/oa#hasTarget"
    motivatedBy = "http://www.w3.org/ns/oa#motivatedBy"
    prefix = "http://www.w3.org/ns/oa#prefix"
    start = "http://www.w3.org/ns/oa#start"
    suffix = "http://www.w3.org/ns/oa#suffix"


class QB:
    """RDF Data Cube."""

    NAMESPACE = "http://purl.org/linked-data/cube#"
    DataSet = "http://purl.org/linked-data/cube#DataSet"
    Observation = "http://purl.org/linked-data/cube#Observation"
    dataSet = "http://purl.org/linked-data/cube#dataSet"


class SDMX_ATTRIBUTE:
    """SDMX attributes of observations."""

    NAMESPACE = "http://purl.org/linked-data/sdmx/2009/attribute#"
    obsStatus = "http://purl.org/linked-data/sdmx/2009/attribute#obsStatus"
    unitMeasure = "http://purl.org/linked-data/sdmx/2009/attribute#unitMeasure"
    unitMult = "http://purl.org/linked-data/sdmx/2009/attribute#unitMult"


class SDMX_DIMENSION:
    """SDMX dimensions of observations."""

    NAMESPACE = "http://purl.org/linked-data/sdmx/2009/dimension#"
    refArea = "http://purl.org/linked-data/sdmx/2009/dimension#refArea"
    refPeriod = "http://purl.org/linked-data/sdmx/2009/dimension#refPeriod"


class SDMX_MEASURE:
    """SDMX measures of observations."""

    NAMESPACE = "http://purl.org/linked-data/sdmx/2009/measure#"
    obsValue = "http://purl.org/linked-data/sdmx/2009/measure#obsValue"


class SCHEMA:
    """schema.org, for alignment."""

    NAMESPACE = "https://schema.org/"
    AdministrativeArea = "https://schema.org/AdministrativeArea"
    CreativeWork = "https://schema.org/CreativeWork"
    Dataset = "https://schema.org/Dataset"
    EducationalOrganization = "https://schema.org/EducationalOrganization"
    Event = "https://schema.org/Event"
    MedicalOrganization = "https://schema.org/MedicalOrganization"
    NewsArticle = "https://schema.org/NewsArticle"
    NewsMediaOrganization = "https://schema.org/NewsMediaOrganization"
    Product = "https://schema.org/Product"
    SportsOrganization = "https://schema.org/SportsOrganization"
    foundingDate = "https://schema.org/foundingDate"
    mentions = "https://schema.org/mentions"
    organizer = "https://schema.org/organizer"
    superEvent = "https://schema.org/superEvent"


class LODE:
    """Linking Open Descriptions of Events, for alignment."""

    NAMESPACE = "http://linkedevents.org/ontology/"
    Event = "http://linkedevents.org/ontology/Event"


class VIVO:
    """VIVO, for alignment."""

    NAMESPACE = "http://vivoweb.org/ontology/core#"
    AwardReceipt = "http://vivoweb.org/ontology/core#AwardReceipt"


class NOBEL:
    """Nobel Prize terms, for alignment."""

    NAMESPACE = "http://data.nobelprize.org/terms/"
    LaureateAward = "http://data.nobelprize.org/terms/LaureateAward"


class WDT:
    """Wikidata direct properties, for alignment."""

    NAMESPACE = "http://www.wikidata.org/prop/direct/"
    P166 = "http://www.wikidata.org/prop/direct/P166"


class WGS84:
    """Points on the earth."""

    NAMESPACE = "http://www.w3.org/2003/01/geo/wgs84_pos#"
    lat = "http://www.w3.org/2003/01/geo/wgs84_pos#lat"
    long = "http://www.w3.org/2003/01/geo/wgs84_pos#long"


class SSSOM:
    """Simple Standard for Sharing Ontological Mappings."""

    NAMESPACE = "https://w3id.org/sssom/"
    Mapping = "https://w3id.org/sssom/Mapping"
    MappingSet = "https://w3id.org/sssom/MappingSet"
    confidence = "https://w3id.org/sssom/confidence"
    mapping_justification = "https://w3id.org/sssom/mapping_justification"
    object_id = "https://w3id.org/sssom/object_id"
    predicate_id = "https://w3id.org/sssom/predicate_id"
    subject_id = "https://w3id.org/sssom/subject_id"


class VOID:
    """Dataset descriptions."""

    NAMESPACE = "http://rdfs.org/ns/void#"
    Dataset = "http://rdfs.org/ns/void#Dataset"
    Linkset = "http://rdfs.org/ns/void#Linkset"
    classPartition = "http://rdfs.org/ns/void#classPartition"
    class_ = "http://rdfs.org/ns/void#class"
    dataDump = "http://rdfs.org/ns/void#dataDump"
    distinctObjects = "http://rdfs.org/ns/void#distinctObjects"
    distinctSubjects = "http://rdfs.org/ns/void#distinctSubjects"
    documents = "http://rdfs.org/ns/void#documents"
    entities = "http://rdfs.org/ns/void#entities"
    exampleResource = "http://rdfs.org/ns/void#exampleResource"
    feature = "http://rdfs.org/ns/void#feature"
    property = "http://rdfs.org/ns/void#property"
    propertyPartition = "http://rdfs.org/ns/void#propertyPartition"
    sparqlEndpoint = "http://rdfs.org/ns/void#sparqlEndpoint"
    triples = "http://rdfs.org/ns/void#triples"
    uriSpace = "http://rdfs.org/ns/void#uriSpace"
    vocabulary = "http://rdfs.org/ns/void#vocabulary"


class DCAT:
    """Data catalogues."""

    NAMESPACE = "http://www.w3.org/ns/dcat#"
    Dataset = "http://www.w3.org/ns/dcat#Dataset"
    Distribution = "http://www.w3.org/ns/dcat#Distribution"
    accessURL = "http://www.w3.org/ns/dcat#accessURL"
    byteSize = "http://www.w3.org/ns/dcat#byteSize"
    contactPoint = "http://www.w3.org/ns/dcat#contactPoint"
    distribution = "http://www.w3.org/ns/dcat#distribution"
    downloadURL = "http://www.w3.org/ns/dcat#downloadURL"
    keyword = "http://www.w3.org/ns/dcat#keyword"
    mediaType = "http://www.w3.org/ns/dcat#mediaType"


class SD:
    """SPARQL service descriptions."""

    NAMESPACE = "http://www.w3.org/ns/sparql-service-description#"
    BasicFederatedQuery = "http://www.w3.org/ns/sparql-service-description#BasicFederatedQuery"
    Dataset = "http://www.w3.org/ns/sparql-service-description#Dataset"
    Graph = "http://www.w3.org/ns/sparql-service-description#Graph"
    NamedGraph = "http://www.w3.org/ns/sparql-service-description#NamedGraph"
    SPARQL11Query = "http://www.w3.org/ns/sparql-service-description#SPARQL11Query"
    SPARQL11Update = "http://www.w3.org/ns/sparql-service-description#SPARQL11Update"
    Service = "http://www.w3.org/ns/sparql-service-description#Service"
    UnionDefaultGraph = "http://www.w3.org/ns/sparql-service-description#UnionDefaultGraph"
    defaultDataset = "http://www.w3.org/ns/sparql-service-description#defaultDataset"
    defaultGraph = "http://www.w3.org/ns/sparql-service-description#defaultGraph"
    endpoint = "http://www.w3.org/ns/sparql-service-description#endpoint"
    feature = "http://www.w3.org/ns/sparql-service-description#feature"
    name = "http://www.w3.org/ns/sparql-service-description#name"
    namedGraph = "http://www.w3.org/ns/sparql-service-description#namedGraph"
    resultFormat = "http://www.w3.org/ns/sparql-service-description#resultFormat"
    supportedLanguage = "http://www.w3.org/ns/sparql-service-description#supportedLanguage"


class SH:
    """SHACL."""

    NAMESPACE = "http://www.w3.org/ns/shacl#"
    IRI = "http://www.w3.org/ns/shacl#IRI"
    NodeShape = "http://www.w3.org/ns/shacl#NodeShape"
    PropertyShape = "http://www.w3.org/ns/shacl#PropertyShape"
    SPARQLExecutable = "http://www.w3.org/ns/shacl#SPARQLExecutable"
    SPARQLSelectExecutable = "http://www.w3.org/ns/shacl#SPARQLSelectExecutable"
    ValidationReport = "http://www.w3.org/ns/shacl#ValidationReport"
    Violation = "http://www.w3.org/ns/shacl#Violation"
    class_ = "http://www.w3.org/ns/shacl#class"
    conforms = "http://www.w3.org/ns/shacl#conforms"
    datatype = "http://www.w3.org/ns/shacl#datatype"
    declare = "http://www.w3.org/ns/shacl#declare"
    disjoint = "http://www.w3.org/ns/shacl#disjoint"
    focusNode = "http://www.w3.org/ns/shacl#focusNode"
    in_ = "http://www.w3.org/ns/shacl#in"
    inversePath = "http://www.w3.org/ns/shacl#inversePath"
    lessThan = "http://www.w3.org/ns/shacl#lessThan"
    lessThanOrEquals = "http://www.w3.org/ns/shacl#lessThanOrEquals"
    maxCount = "http://www.w3.org/ns/shacl#maxCount"
    maxInclusive = "http://www.w3.org/ns/shacl#maxInclusive"
    maxLength = "http://www.w3.org/ns/shacl#maxLength"
    message = "http://www.w3.org/ns/shacl#message"
    minCount = "http://www.w3.org/ns/shacl#minCount"
    minInclusive = "http://www.w3.org/ns/shacl#minInclusive"
    minLength = "http://www.w3.org/ns/shacl#minLength"
    nodeKind = "http://www.w3.org/ns/shacl#nodeKind"
    not_ = "http://www.w3.org/ns/shacl#not"
    or_ = "http://www.w3.org/ns/shacl#or"
    path = "http://www.w3.org/ns/shacl#path"
    pattern = "http://www.w3.org/ns/shacl#pattern"
    prefixes = "http://www.w3.org/ns/shacl#prefixes"
    property = "http://www.w3.org/ns/shacl#property"
    qualifiedMaxCount = "http://www.w3.org/ns/shacl#qualifiedMaxCount"
    qualifiedMinCount = "http://www.w3.org/ns/shacl#qualifiedMinCount"
    qualifiedValueShape = "http://www.w3.org/ns/shacl#qualifiedValueShape"
    result = "http://www.w3.org/ns/shacl#result"
    resultMessage = "http://www.w3.org/ns/shacl#resultMessage"
    resultPath = "http://www.w3.org/ns/shacl#resultPath"
    resultSeverity = "http://www.w3.org/ns/shacl#resultSeverity"
    select = "http://www.w3.org/ns/shacl#select"
    sourceShape = "http://www.w3.org/ns/shacl#sourceShape"
    sparql = "http://www.w3.org/ns/shacl#sparql"
    targetClass = "http://www.w3.org/ns/shacl#targetClass"
    targetObjectsOf = "http://www.w3.org/ns/shacl#targetObjectsOf"
    targetSubjectsOf = "http://www.w3.org/ns/shacl#targetSubjectsOf"
    uniqueLang = "http://www.w3.org/ns/shacl#uniqueLang"
